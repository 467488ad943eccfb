package com.umcloud.umha.testkit.openstack.nova;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.testkit.host.GuestReturn;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import com.umcloud.umha.testkit.simulation.time.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HungComputeTest {
    private static final String VM = "11111111-0000-0000-0000-000000000001";
    private static final String WAITING = "11111111-0000-0000-0000-000000000002";

    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private final Agenda agenda = new Agenda(START);
    private final SimulatedHost one = host("node-1", "10.0.0.1");
    private final SimulatedHost two = host("node-2", "10.0.0.2");
    private final NovaState nova = new NovaState(OpenStackSettings.defaults(), List.of(one, two), agenda);

    HungComputeTest() {
        nova.addInstance(SimulatedInstance.active(VM, "vm", "node-1"));
        nova.addInstance(SimulatedInstance.active(WAITING, "waiting", "node-1"));
    }

    private static SimulatedHost host(String name, String address) {
        return new SimulatedHost(name, address, "nova", Set.of(), GuestReturn.WITH_COMPUTE_SERVICE);
    }

    private void pass(int seconds) {
        agenda.runUntil(agenda.instant().plus(Duration.ofSeconds(seconds)));
    }

    private Instant lastReport(String host) {
        nova.advance();
        return nova.service(host).lastReport(agenda.instant());
    }

    private String migrationStatus() {
        return nova.migrations().get(0).status();
    }

    /** Evacuates the instance from the first host, which has been off for a while. */
    private void evacuate() {
        one.off();
        pass(120);
        nova.advance();
        new EvacuationIntake(nova)
                .take(nova.findServer(VM).orElseThrow(), new EvacuateCall(Optional.empty(), false, null));
    }

    @Test
    void aServiceReportsUntilItsHostHangsAndAtOnceWhenItGoesOn() {
        pass(25);
        one.panic();
        pass(100);
        assertThat(lastReport("node-1")).isEqualTo(START.plusSeconds(20));
        assertThat(nova.service("node-1").up(agenda.instant())).isFalse();

        one.resume();
        assertThat(lastReport("node-1")).isEqualTo(START.plusSeconds(125));
        pass(10);
        assertThat(lastReport("node-1")).isEqualTo(START.plusSeconds(135));
    }

    @Test
    void aServiceWithoutManagementNetworkReportsToNobody() {
        pass(25);
        one.cutManagementNetwork();
        pass(100);
        assertThat(lastReport("node-1")).isEqualTo(START.plusSeconds(20));

        one.restoreManagementNetwork();
        assertThat(lastReport("node-1")).isEqualTo(START.plusSeconds(125));
    }

    @Test
    void aServiceThatIsStoppedReportsNoMoreAlsoWhenItsHostResumes() {
        nova.setComputeStopped("node-1", true);
        one.panic();
        pass(100);
        one.resume();
        pass(100);

        assertThat(lastReport("node-1")).isEqualTo(START);
    }

    @Test
    void aHostThatHangsWhileItBootsIsLateByThatTime() {
        one.reboot();
        pass(10);
        one.panic();
        pass(100);
        one.resume();
        pass(19);
        nova.advance();
        assertThat(nova.service("node-1").runs(agenda.instant())).isFalse();
        pass(1);
        assertThat(nova.service("node-1").runs(agenda.instant())).isTrue();
    }

    @Test
    void aBuildOnAHostThatHangsGoesOnWhenItResumes() {
        evacuate();
        pass(1);
        nova.advance();
        two.panic();
        pass(300);
        nova.advance();
        assertThat(migrationStatus()).isEqualTo("pre-migrating");
        assertThat(two.runs(VM)).isFalse();

        two.resume();
        pass(6);
        nova.advance();
        assertThat(migrationStatus()).isEqualTo("done");
        assertThat(two.runs(VM)).isTrue();
    }

    @Test
    void aBuildOnAHostThatHangsEndsWithItsPower() {
        evacuate();
        pass(1);
        nova.advance();
        two.panic();
        pass(300);
        two.reboot();
        pass(300);
        nova.advance();

        assertThat(migrationStatus()).isEqualTo("pre-migrating");
        assertThat(two.holds(VM)).isFalse();
    }

    @Test
    void guestsComeBackWithTheComputeServiceButForThoseThatWereEvacuated() {
        nova.addMigration(VM, "evacuation", "done", "node-1", Optional.of("node-2"), agenda.instant());
        one.off();
        one.on();
        pass(29);
        nova.instances();
        assertThat(one.runs(WAITING)).isFalse();

        pass(1);
        nova.instances();
        assertThat(one.runs(WAITING)).isTrue();
        assertThat(one.holds(VM)).isFalse();
    }

    @Test
    void aStoppedComputeServiceBringsNoGuestBack() {
        nova.setComputeStopped("node-1", true);
        one.reboot();
        pass(60);
        nova.instances();
        assertThat(one.runs(VM)).isFalse();

        nova.setComputeStopped("node-1", false);
        pass(60);
        nova.instances();
        assertThat(one.runs(VM)).isTrue();
    }

    @Test
    void aHostThatResumesKeepsItsGuestsAndDestroysNothing() {
        one.panic();
        nova.addMigration(VM, "evacuation", "done", "node-1", Optional.of("node-2"), agenda.instant());
        pass(120);
        one.resume();
        pass(60);
        nova.instances();

        assertThat(one.runs(VM)).isTrue();
        assertThat(nova.migrations().get(0).status()).isEqualTo("done");
    }

    @Test
    void whatWasDueBeforeAHostChangesHappensBeforeIt() {
        SimulatedHost late = host("node-3", "10.0.0.3");
        NovaState other = new NovaState(OpenStackSettings.defaults(), List.of(late), agenda);
        other.addInstance(SimulatedInstance.active(VM, "vm", "node-3"));
        late.off();
        late.on();
        pass(60);
        late.panic();

        assertThat(late.runs(VM)).isTrue();
    }
}
