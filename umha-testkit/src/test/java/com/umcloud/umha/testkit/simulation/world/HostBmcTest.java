package com.umcloud.umha.testkit.simulation.world;

import static com.umcloud.umha.testkit.simulation.world.Site.CONTROLLER;
import static com.umcloud.umha.testkit.simulation.world.Site.NODE_1;
import static com.umcloud.umha.testkit.simulation.world.Site.NODE_2;
import static com.umcloud.umha.testkit.simulation.world.Site.STANDBY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.api.secret.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HostBmcTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final PowerReading ON = new PowerReading.Known(PowerState.ON);
    private static final PowerReading OFF = new PowerReading.Known(PowerState.OFF);

    private final Site here = new Site();
    private final SimulatedSite site = here.site;
    private final HostBmc bmc = site.bmc(NODE_1);

    private PowerReading read() throws InterruptedException {
        return site.fenceAgent(CONTROLLER).readPower(device(NODE_1), LIMIT);
    }

    private PowerCommandResult off() throws InterruptedException {
        return site.fenceAgent(CONTROLLER).powerOff(device(NODE_1), LIMIT);
    }

    private FenceDevice device(String host) {
        return site.devices().stream()
                .filter(device -> device.host().equals(host))
                .findFirst()
                .orElseThrow();
    }

    private static FenceFailure failureOf(PowerReading reading) {
        return ((PowerReading.Unknown) reading).failure();
    }

    private static FenceFailure refusal(PowerCommandResult result) {
        return ((PowerCommandResult.Refused) result).failure();
    }

    @Test
    void itReadsAndSwitchesThePowerOfItsHost() throws Exception {
        assertThat(read()).isEqualTo(ON);
        assertThat(off()).isInstanceOf(PowerCommandResult.Accepted.class);
        assertThat(read()).isEqualTo(OFF);
        assertThat(site.host(NODE_1).isOn()).isFalse();

        site.fenceAgent(CONTROLLER).powerOn(device(NODE_1), LIMIT);
        assertThat(read()).isEqualTo(ON);
        assertThat(bmc.commands()).containsExactly("off", "on");
    }

    @Test
    void itMayBeSilentForATime() throws Exception {
        bmc.set(BmcTrouble.UNREACHABLE, Duration.ofSeconds(10));
        assertThat(failureOf(read())).isEqualTo(FenceFailure.UNREACHABLE);
        assertThat(refusal(off())).isEqualTo(FenceFailure.UNREACHABLE);
        assertThat(site.host(NODE_1).isOn()).isTrue();

        here.pass(10);
        assertThat(read()).isEqualTo(ON);
    }

    @Test
    void theLongerOfTwoTimesHolds() throws Exception {
        bmc.set(BmcTrouble.UNREACHABLE, Duration.ofSeconds(30));
        bmc.set(BmcTrouble.UNREACHABLE, Duration.ofSeconds(10));
        here.pass(20);
        assertThat(failureOf(read())).isEqualTo(FenceFailure.UNREACHABLE);

        bmc.clear(BmcTrouble.UNREACHABLE);
        assertThat(read()).isEqualTo(ON);
    }

    @Test
    void itMayAcceptAndDoNothing() throws Exception {
        bmc.set(BmcTrouble.STUCK);

        assertThat(off()).isInstanceOf(PowerCommandResult.Accepted.class);
        assertThat(read()).isEqualTo(ON);
        assertThat(site.truth().faults().met()).containsEntry("bmc-stuck", 1);
        assertThat(site.truth().faults().injected()).containsEntry("bmc-stuck", 1);
    }

    @Test
    void itMaySwitchOffLater() throws Exception {
        bmc.set(BmcTrouble.SLOW_OFF);
        bmc.offAfter(Duration.ofSeconds(20));
        off();
        here.pass(19);
        assertThat(read()).isEqualTo(ON);
        here.pass(1);
        assertThat(read()).isEqualTo(OFF);
    }

    @Test
    void switchingOnCallsAPowerOffToComeOff() throws Exception {
        bmc.set(BmcTrouble.SLOW_OFF);
        off();
        site.fenceAgent(CONTROLLER).powerOn(device(NODE_1), LIMIT);
        here.pass(60);

        assertThat(read()).isEqualTo(ON);
    }

    @Test
    void itMayRefuse() throws Exception {
        bmc.set(BmcTrouble.REFUSE_CONTROL);

        assertThat(refusal(off())).isEqualTo(FenceFailure.REFUSED);
        assertThat(read()).isEqualTo(ON);
        assertThat(bmc.commands()).isEmpty();
    }

    @Test
    void anAnswerMayBeLostWithAndWithoutEffect() throws Exception {
        bmc.set(BmcTrouble.LOSE_CONTROL);
        assertThat(off()).isInstanceOf(PowerCommandResult.Unknown.class);
        assertThat(read()).isEqualTo(ON);

        bmc.clearAll();
        bmc.set(BmcTrouble.LOSE_CONTROL_ANSWERS);
        assertThat(off()).isInstanceOf(PowerCommandResult.Unknown.class);
        assertThat(read()).isEqualTo(OFF);
    }

    @Test
    void credentialsAreLookedAt() throws Exception {
        bmc.set(BmcTrouble.WRONG_PASSWORD);
        assertThat(failureOf(read())).isEqualTo(FenceFailure.WRONG_PASSWORD);
        assertThat(refusal(off())).isEqualTo(FenceFailure.WRONG_PASSWORD);

        bmc.clearAll();
        FenceDevice right = device(NODE_1);
        FenceDevice wrong = new FenceDevice(NODE_1, right.address(), "admin", Secret.of("guess"), Map.of());
        assertThat(failureOf(site.fenceAgent(CONTROLLER).readPower(wrong, LIMIT)))
                .isEqualTo(FenceFailure.WRONG_PASSWORD);
        FenceDevice nobody = new FenceDevice(NODE_1, right.address(), "nobody", right.password(), Map.of());
        assertThat(failureOf(site.fenceAgent(CONTROLLER).readPower(nobody, LIMIT)))
                .isEqualTo(FenceFailure.WRONG_USER);
    }

    @Test
    void nonsenseAndABrokenAgentAreTroubleToo() throws Exception {
        bmc.set(BmcTrouble.BAD_ANSWER);
        assertThat(failureOf(read())).isEqualTo(FenceFailure.BAD_ANSWER);

        bmc.set(BmcTrouble.BREAK_AGENT);
        assertThatThrownBy(this::read).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theUuidMayBeReadable() throws Exception {
        UUID own = site.host(NODE_1).systemUuid();
        assertThat(site.fenceAgent(CONTROLLER).readSystemUuid(device(NODE_1), LIMIT))
                .contains(own);
        bmc.set(BmcTrouble.HIDE_UUID);
        assertThat(site.fenceAgent(CONTROLLER).readSystemUuid(device(NODE_1), LIMIT))
                .isEmpty();
    }

    @Test
    void aBmcMayShareTheFeedOfItsHost() throws Exception {
        site.losePower(NODE_1);
        assertThat(read()).isEqualTo(OFF);
        site.fenceAgent(CONTROLLER).powerOn(device(NODE_1), LIMIT);
        assertThat(read()).isEqualTo(OFF);
        site.restorePower(NODE_1);

        bmc.shareFeed(true);
        site.losePower(NODE_1);
        assertThat(failureOf(read())).isEqualTo(FenceFailure.UNREACHABLE);
        site.restorePower(NODE_1);
        assertThat(read()).isEqualTo(ON);
        site.switchOffByHand(NODE_1);
        assertThat(read()).isEqualTo(OFF);
    }

    @Test
    void aControllerMayBeCutFromTheBmcs() throws Exception {
        site.controller(CONTROLLER).cutFromBmcs(true);
        assertThat(failureOf(read())).isEqualTo(FenceFailure.UNREACHABLE);
        assertThat(refusal(off())).isEqualTo(FenceFailure.UNREACHABLE);
        assertThat(site.fenceAgent(STANDBY).readPower(device(NODE_1), LIMIT)).isEqualTo(ON);
    }

    @Test
    void theWrongBmcHitsTheOtherHost() throws Exception {
        site.swapDevices(NODE_1, NODE_2);
        off();

        assertThat(site.host(NODE_1).isOn()).isTrue();
        assertThat(site.host(NODE_2).isOn()).isFalse();
        assertThat(site.fenceAgent(CONTROLLER).readSystemUuid(device(NODE_1), LIMIT))
                .contains(site.host(NODE_2).systemUuid());
        assertThat(site.truth().faults().met()).containsEntry("devices-swapped", 1);
        assertThatThrownBy(() -> site.swapDevices(NODE_1, NODE_1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobodyAnswersAtAnUnknownAddress() throws Exception {
        FenceDevice lost =
                new FenceDevice(NODE_1, "10.30.9.9", "admin", device(NODE_1).password(), Map.of());

        assertThat(failureOf(site.fenceAgent(CONTROLLER).readPower(lost, LIMIT)))
                .isEqualTo(FenceFailure.UNREACHABLE);
    }

    @Test
    void aRebootDoesNotShow() throws Exception {
        site.reboot(NODE_1);

        assertThat(read()).isEqualTo(ON);
        assertThat(site.isUp(NODE_1)).isFalse();
    }

    @Test
    void aRackLosesItsPowerAtOnce() {
        assertThat(site.hosts()).allMatch(host -> host.isOn());
        site.loseRack("rack-1");
        assertThat(site.hosts()).noneMatch(host -> host.isOn());
        site.restoreRack("rack-1");
        assertThat(site.hosts()).allMatch(host -> host.isOn());
        assertThatThrownBy(() -> site.loseRack("rack-9")).hasMessageContaining("rack-9");
    }
}
