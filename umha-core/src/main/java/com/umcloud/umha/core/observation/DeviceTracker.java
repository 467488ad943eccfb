package com.umcloud.umha.core.observation;

import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.power.PowerDevices;
import com.umcloud.umha.core.safety.DeviceTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether each fence device controls the host it is listed for: read while the host lives it must say on, and where device
 * and agent both name the system's UUID they must agree. Used by the observer's threads.
 */
final class DeviceTracker {
    private final PowerDevices power;
    private final Duration limit;
    private final Map<String, DeviceCheck> checks = new ConcurrentHashMap<>();

    DeviceTracker(PowerDevices power, Duration limit) {
        this.power = power;
        this.limit = limit;
    }

    Optional<DeviceCheck> of(String host) {
        return Optional.ofNullable(checks.get(host));
    }

    boolean isDue(String host, Instant now, Duration interval) {
        DeviceCheck known = checks.get(host);
        return power.has(host)
                && (known == null
                        || known.trust() == DeviceTrust.QUARANTINED
                        || known.trust() == DeviceTrust.UNPROVEN
                        || !known.checkedAt().plus(interval).isAfter(now));
    }

    void forgetMissing(Set<String> hostsWithDevice) {
        checks.keySet().retainAll(hostsWithDevice);
    }

    boolean isUsable(String host) {
        DeviceCheck known = checks.get(host);
        return power.has(host) && (known == null || known.trust() != DeviceTrust.QUARANTINED);
    }

    PowerObservation read(String host) throws InterruptedException {
        return observation(power.read(host, limit));
    }

    /** Reads the device of a host that is alive at this moment. */
    PowerObservation check(String host, Optional<UUID> agentUuid, Instant now) throws InterruptedException {
        PowerReading reading = power.read(host, limit);
        if (reading instanceof PowerReading.Known known) {
            if (known.state() == PowerState.OFF) {
                checks.put(
                        host,
                        new DeviceCheck(DeviceTrust.QUARANTINED, false, now, "it reads off while the host is alive"));
            } else {
                checks.put(host, identified(host, agentUuid, now));
            }
        } else if (reading instanceof PowerReading.Unknown unknown) {
            DeviceCheck before = checks.get(host);
            DeviceTrust trust = before == null ? DeviceTrust.UNPROVEN : before.trust();
            boolean matches = before != null && before.matchesUuid();
            checks.put(
                    host,
                    new DeviceCheck(
                            trust, matches, now, "it cannot be read (" + unknown.failure() + "): " + unknown.detail()));
        }
        return observation(reading);
    }

    private DeviceCheck identified(String host, Optional<UUID> agentUuid, Instant now) throws InterruptedException {
        Optional<UUID> deviceUuid = agentUuid.isPresent() ? power.systemUuid(host, limit) : Optional.empty();
        if (deviceUuid.isEmpty() || agentUuid.isEmpty()) {
            return new DeviceCheck(DeviceTrust.PROVEN, false, now, "it reads on while the host is alive");
        }
        return deviceUuid.equals(agentUuid)
                ? new DeviceCheck(DeviceTrust.PROVEN, true, now, "it names the host's own system UUID")
                : new DeviceCheck(
                        DeviceTrust.QUARANTINED,
                        false,
                        now,
                        "it belongs to system " + deviceUuid.get() + ", the host is " + agentUuid.get());
    }

    private static PowerObservation observation(PowerReading reading) {
        if (reading instanceof PowerReading.Known known) {
            return known.state() == PowerState.ON ? PowerObservation.ON : PowerObservation.OFF;
        }
        return switch (((PowerReading.Unknown) reading).failure()) {
            case UNREACHABLE -> PowerObservation.UNREACHABLE;
            case WRONG_USER, WRONG_PASSWORD, UNSUPPORTED_CIPHER, REFUSED, BAD_ANSWER -> PowerObservation.UNREADABLE;
        };
    }
}
