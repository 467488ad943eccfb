package com.umcloud.umha.core.power;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.observation.ScriptedAgent;
import com.umcloud.umha.core.safety.DeviceBinding;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BoundPowerTest {
    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final UUID SYSTEM = new UUID(1, 1);
    private static final PowerReading ON = new PowerReading.Known(PowerState.ON);

    private final ScriptedAgent agent = new ScriptedAgent();
    private final Deque<String> written = new ArrayDeque<>(List.of("bmc-1"));
    private final BoundPower power = new BoundPower(new PowerDevices(agent, host -> Optional.of(device())));

    /** The last one that is written down stays. */
    private FenceDevice device() {
        String address = written.size() > 1 ? written.remove() : written.element();
        return new FenceDevice("c-1", address, "admin", Secret.of("secret"), Map.of());
    }

    private static Optional<DeviceBinding> bound(Optional<UUID> system, boolean exchanged) {
        return Optional.of(new DeviceBinding("bmc-1", system, !exchanged, exchanged));
    }

    private static final Optional<DeviceBinding> BOUND = bound(Optional.of(SYSTEM), false);

    private void isRefused(String why) throws InterruptedException {
        assertThat(power.read("c-1", BOUND, LIMIT).reading())
                .isInstanceOfSatisfying(PowerReading.Unknown.class, unknown -> {
                    assertThat(unknown.failure()).isEqualTo(FenceFailure.REFUSED);
                    assertThat(unknown.detail()).contains(why);
                });
        assertThat(power.off("c-1", BOUND, LIMIT)).isInstanceOf(PowerCommandResult.Refused.class);
        assertThat(power.on("c-1", BOUND, LIMIT)).isInstanceOf(PowerCommandResult.Refused.class);
        assertThat(agent.calls).as("it is left alone").isZero();
    }

    @Test
    void theDeviceThatAnIncidentIsBoundToIsAsked() throws InterruptedException {
        agent.uuid = Optional.of(new UUID(2, 2));
        assertThat(power.read("c-1", BOUND, LIMIT)).isEqualTo(new BoundPower.Reading(ON, Optional.empty()));
        assertThat(power.off("c-1", BOUND, LIMIT)).isEqualTo(new PowerCommandResult.Accepted());
    }

    @Test
    void anIncidentThatHasMetNoDeviceAsksWhicheverThereIs() throws InterruptedException {
        assertThat(power.read("c-1", Optional.empty(), LIMIT).reading()).isEqualTo(ON);
    }

    @Test
    void anotherOneIsLeftAlone() throws InterruptedException {
        written.add("bmc-2");
        written.remove();
        isRefused("bmc-2 instead of bmc-1");
    }

    @Test
    void anotherOneThatNamesAnotherSystemIsLeftAlone() throws InterruptedException {
        written.add("bmc-2");
        written.remove();
        agent.uuid = Optional.of(new UUID(2, 2));
        isRefused("belongs to system " + new UUID(2, 2));
    }

    @Test
    void anotherOneThatNamesTheHostsSystemIsAsked() throws InterruptedException {
        written.add("bmc-2");
        written.remove();
        agent.uuid = Optional.of(SYSTEM);
        assertThat(power.read("c-1", BOUND, LIMIT)).isEqualTo(new BoundPower.Reading(ON, Optional.of("bmc-2")));
        assertThat(power.off("c-1", BOUND, LIMIT)).isEqualTo(new PowerCommandResult.Accepted());
    }

    @Test
    void oneThatCameLaterIsBelievedByItsWordAndAskedWithoutOne() throws InterruptedException {
        Optional<DeviceBinding> exchanged = bound(Optional.of(SYSTEM), true);
        assertThat(power.read("c-1", exchanged, LIMIT)).isEqualTo(new BoundPower.Reading(ON, Optional.empty()));
        agent.uuid = Optional.of(SYSTEM);
        assertThat(power.read("c-1", exchanged, LIMIT)).isEqualTo(new BoundPower.Reading(ON, Optional.of("bmc-1")));
        agent.uuid = Optional.of(new UUID(2, 2));
        assertThat(power.read("c-1", exchanged, LIMIT).reading()).isInstanceOf(PowerReading.Unknown.class);
        assertThat(power.off("c-1", exchanged, LIMIT)).isInstanceOf(PowerCommandResult.Refused.class);
    }

    @Test
    void oneThatHasNamedAnotherSystemIsLeftAloneUntilItNamesTheHosts() throws InterruptedException {
        Optional<DeviceBinding> exchanged = bound(Optional.of(SYSTEM), true);
        agent.uuid = Optional.of(new UUID(2, 2));
        power.read("c-1", exchanged, LIMIT);
        agent.uuid = Optional.empty();
        assertThat(power.off("c-1", exchanged, LIMIT)).isInstanceOf(PowerCommandResult.Refused.class);
        assertThat(agent.calls).isZero();

        agent.uuid = Optional.of(SYSTEM);
        assertThat(power.off("c-1", exchanged, LIMIT)).isEqualTo(new PowerCommandResult.Accepted());
    }

    @Test
    void oneThatIsExchangedInTheMiddleOfTheCallIsLeftAlone() throws InterruptedException {
        written.add("bmc-2");
        assertThat(power.read("c-1", BOUND, LIMIT).reading()).isInstanceOf(PowerReading.Unknown.class);
        assertThat(agent.calls).isZero();
    }

    @Test
    void whoLogsInIsNoPartOfADevicesIdentityAndItsOptionsAre() {
        FenceDevice device = device();
        FenceDevice renamed = new FenceDevice("c-1", "bmc-1", "root", Secret.of("other"), Map.of());
        FenceDevice outlet = new FenceDevice("c-1", "bmc-1", "admin", Secret.of("secret"), Map.of("outlet", "3"));
        assertThat(DeviceBinding.identityOf(renamed)).isEqualTo(DeviceBinding.identityOf(device));
        assertThat(DeviceBinding.identityOf(outlet)).isNotEqualTo(DeviceBinding.identityOf(device));
    }
}
