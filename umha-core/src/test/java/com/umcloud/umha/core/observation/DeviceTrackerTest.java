package com.umcloud.umha.core.observation;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.power.PowerDevices;
import com.umcloud.umha.core.safety.DeviceTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeviceTrackerTest {
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private Instant now = Instant.parse("2026-05-05T00:00:00Z");
    private final ScriptedAgent agent = new ScriptedAgent();
    private Map<String, FenceDevice> devices = Map.of("c-1", device("bmc-1"));
    private final DeviceTracker tracker = new DeviceTracker(
            new PowerDevices(agent, host -> Optional.ofNullable(devices.get(host))), Duration.ofSeconds(1), () -> now);

    private static FenceDevice device(String address) {
        return new FenceDevice("c-1", address, "admin", Secret.of("secret"), Map.of());
    }

    private PowerObservation check(Instant aliveAt) throws InterruptedException {
        tracker.use(devices);
        return tracker.check("c-1", Optional.empty(), aliveAt);
    }

    private DeviceCheck known() {
        return tracker.of("c-1").orElseThrow();
    }

    @Test
    void aDeviceThatReadsOnIsProvenAndLeftAloneForAWhile() throws InterruptedException {
        check(now);

        assertThat(known().trust()).isEqualTo(DeviceTrust.PROVEN);
        assertThat(tracker.isDue("c-1", now.plusSeconds(599), INTERVAL)).isFalse();
        assertThat(tracker.isDue("c-1", now.plusSeconds(600), INTERVAL)).isTrue();
    }

    @Test
    void aHostThatDiedJustBeforeItsDeviceWasReadDoesNotCondemnTheDevice() throws InterruptedException {
        check(now);
        agent.reading = new PowerReading.Known(PowerState.OFF);
        now = now.plusSeconds(1);
        check(now.minusMillis(900));
        now = now.plusSeconds(1);
        check(now.minusMillis(1900));

        assertThat(known().trust()).isEqualTo(DeviceTrust.PROVEN);
        assertThat(tracker.isUsable("c-1")).isTrue();
    }

    @Test
    void aDeviceThatReadsOffWhileItsHostGoesOnLivingIsQuarantined() throws InterruptedException {
        agent.reading = new PowerReading.Known(PowerState.OFF);
        check(now);
        now = now.plusSeconds(1);
        check(now);

        assertThat(known().trust()).isEqualTo(DeviceTrust.QUARANTINED);
        assertThat(tracker.isUsable("c-1")).isFalse();
    }

    @Test
    void aDeviceThatHasNamedAnotherSystemIsNoBetterForNamingNoneAnyMore() throws InterruptedException {
        UUID own = new UUID(2, 2);
        agent.uuid = Optional.of(new UUID(1, 1));
        tracker.check("c-1", Optional.of(own), now);
        agent.uuid = Optional.empty();
        tracker.check("c-1", Optional.of(own), now);
        assertThat(known().trust()).isEqualTo(DeviceTrust.QUARANTINED);

        agent.uuid = Optional.of(own);
        tracker.check("c-1", Optional.of(own), now);
        assertThat(known().trust()).isEqualTo(DeviceTrust.PROVEN);
        agent.uuid = Optional.empty();
        tracker.check("c-1", Optional.of(own), now);
        assertThat(known().trust()).isEqualTo(DeviceTrust.PROVEN);
        assertThat(known().matchesUuid()).isFalse();
    }

    @Test
    void aDeviceOfAnotherSystemIsQuarantined() throws InterruptedException {
        agent.uuid = Optional.of(new UUID(1, 1));
        tracker.check("c-1", Optional.of(new UUID(2, 2)), now);
        assertThat(known().trust()).isEqualTo(DeviceTrust.QUARANTINED);

        tracker.check("c-1", Optional.of(new UUID(1, 1)), now);
        assertThat(known().matchesUuid()).isTrue();
        assertThat(known().trust()).isEqualTo(DeviceTrust.PROVEN);
    }

    @Test
    void whatIsFoundOutIsOfTheDeviceThatWasAsked() throws InterruptedException {
        agent.uuid = Optional.of(new UUID(1, 1));
        tracker.check("c-1", Optional.of(new UUID(1, 1)), now);
        assertThat(known().device()).isEqualTo("bmc-1");
        assertThat(known().system()).contains(new UUID(1, 1));

        devices = Map.of("c-1", device("bmc-2"));
        agent.reading = new PowerReading.Unknown(FenceFailure.UNREACHABLE, "no answer");
        tracker.check("c-1", Optional.of(new UUID(1, 1)), now);
        assertThat(known().device()).isEqualTo("bmc-2");
        assertThat(known().matchesUuid()).isFalse();
        assertThat(known().trust()).isEqualTo(DeviceTrust.UNPROVEN);
    }

    @Test
    void anotherDeviceForTheSameHostIsLookedAtAnew() throws InterruptedException {
        check(now);
        devices = Map.of("c-1", device("bmc-2"));
        tracker.use(devices);

        assertThat(tracker.of("c-1")).isEmpty();
        assertThat(tracker.isDue("c-1", now, INTERVAL)).isTrue();
    }

    @Test
    void aDeviceThatCannotBeReadIsToldAndNotHammered() throws InterruptedException {
        agent.reading = new PowerReading.Unknown(FenceFailure.WRONG_PASSWORD, "refused");
        assertThat(check(now)).isEqualTo(PowerObservation.UNREADABLE);

        assertThat(known().readable()).isFalse();
        assertThat(tracker.isDue("c-1", now.plusSeconds(29), INTERVAL)).isFalse();
        for (int i = 0; i < 10; i++) {
            check(now);
        }
        assertThat(agent.calls).isEqualTo(1);
    }

    @Test
    void afterAStartTheDeviceOfASilentHostThatNamesALivingHostsSystemIsQuarantined() throws InterruptedException {
        UUID another = new UUID(0, 2);
        tracker.use(devices);
        agent.uuid = Optional.of(another);

        tracker.read("c-1", Map.of(another, "c-2"));

        assertThat(known().trust()).isEqualTo(DeviceTrust.QUARANTINED);
        assertThat(known().detail()).contains(another.toString(), "c-2");
        assertThat(tracker.isUsable("c-1")).isFalse();
    }

    @Test
    void afterAStartTheDeviceOfASilentHostThatNamesNobodyElsesSystemMayBeUsed() throws InterruptedException {
        tracker.use(devices);
        agent.uuid = Optional.of(new UUID(0, 1));

        tracker.read("c-1", Map.of(new UUID(0, 2), "c-2"));

        assertThat(tracker.of("c-1")).isEmpty();
        assertThat(tracker.isUsable("c-1")).isTrue();
    }
}
