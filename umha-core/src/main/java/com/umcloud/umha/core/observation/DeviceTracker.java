package com.umcloud.umha.core.observation;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.power.PowerDevices;
import com.umcloud.umha.core.safety.DeviceTrust;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether each fence device controls the host it is listed for: read while the host lives it must say on, and where device
 * and agent both name the system's UUID they must agree. Used by the observer's threads.
 */
final class DeviceTracker {
    /** A device that is doubted or could not be read is looked at again so soon. */
    private static final Duration DOUBTFUL = Duration.ofSeconds(30);

    /** Datagrams that were under way when the device was read. */
    private static final Duration IN_FLIGHT = Duration.ofMillis(500);

    private final PowerDevices power;
    private final Duration limit;
    private final InstantSource steadyClock;
    private final Map<String, DeviceCheck> checks = new ConcurrentHashMap<>();
    private final Map<String, Instant> readOffAt = new ConcurrentHashMap<>();
    private Map<String, FenceDevice> devices = Map.of();

    DeviceTracker(PowerDevices power, Duration limit, InstantSource steadyClock) {
        this.power = power;
        this.limit = limit;
        this.steadyClock = steadyClock;
    }

    Optional<DeviceCheck> of(String host) {
        return Optional.ofNullable(checks.get(host));
    }

    boolean isDue(String host, Instant now, Duration interval) {
        if (!power.has(host)) {
            return false;
        }
        DeviceCheck known = checks.get(host);
        if (known == null || readOffAt.containsKey(host)) {
            return true;
        }
        boolean doubtful = known.trust() != DeviceTrust.PROVEN || !known.readable();
        Duration pause = doubtful && DOUBTFUL.compareTo(interval) < 0 ? DOUBTFUL : interval;
        return !known.checkedAt().plus(pause).isAfter(now);
    }

    /** What was known of a device that is not listed any more, or listed otherwise, says nothing about the new one. */
    void use(Map<String, FenceDevice> listed) {
        if (!listed.equals(devices)) {
            checks.keySet().removeIf(host -> isOther(host, listed));
            readOffAt.keySet().removeIf(host -> isOther(host, listed));
            devices = Map.copyOf(listed);
        }
    }

    private boolean isOther(String host, Map<String, FenceDevice> listed) {
        FenceDevice device = listed.get(host);
        return device == null || !device.equals(devices.get(host));
    }

    boolean isUsable(String host) {
        DeviceCheck known = checks.get(host);
        return power.has(host) && (known == null || known.trust() != DeviceTrust.QUARANTINED);
    }

    /** Reads the device of a host that may be dead. */
    PowerObservation read(String host) throws InterruptedException {
        readOffAt.remove(host);
        return observation(power.read(host, limit));
    }

    /**
     * Reads the device of a host that is alive.
     *
     * @param aliveAt when its newest sign of life was given
     */
    PowerObservation check(String host, Optional<UUID> agentUuid, Instant aliveAt) throws InterruptedException {
        Instant now = steadyClock.instant();
        PowerReading reading = power.read(host, limit);
        if (reading instanceof PowerReading.Known known) {
            if (known.state() == PowerState.ON) {
                readOffAt.remove(host);
                checks.put(host, identified(host, agentUuid, now));
            } else {
                readsOff(host, aliveAt, now);
            }
        } else if (reading instanceof PowerReading.Unknown unknown) {
            unreadable(host, unknown, now);
        }
        return observation(reading);
    }

    /** A host may die between its last sign of life and the reading: only a later sign shows that the device is wrong. */
    private void readsOff(String host, Instant aliveAt, Instant now) {
        Instant first = readOffAt.putIfAbsent(host, now);
        if (first != null && aliveAt.isAfter(first.plus(IN_FLIGHT))) {
            checks.put(
                    host,
                    new DeviceCheck(DeviceTrust.QUARANTINED, false, true, now, "it reads off while the host is alive"));
            readOffAt.remove(host);
        }
    }

    private void unreadable(String host, PowerReading.Unknown unknown, Instant now) {
        DeviceCheck before = checks.get(host);
        DeviceTrust trust = before == null ? DeviceTrust.UNPROVEN : before.trust();
        boolean matches = before != null && before.matchesUuid();
        String detail = trust == DeviceTrust.QUARANTINED && before != null
                ? before.detail()
                : "it cannot be read (" + unknown.failure() + "): " + unknown.detail();
        checks.put(host, new DeviceCheck(trust, matches, false, now, detail));
    }

    private DeviceCheck identified(String host, Optional<UUID> agentUuid, Instant now) throws InterruptedException {
        Optional<UUID> deviceUuid = agentUuid.isPresent() ? power.systemUuid(host, limit) : Optional.empty();
        if (deviceUuid.isEmpty() || agentUuid.isEmpty()) {
            return new DeviceCheck(DeviceTrust.PROVEN, false, true, now, "it reads on while the host is alive");
        }
        return deviceUuid.equals(agentUuid)
                ? new DeviceCheck(DeviceTrust.PROVEN, true, true, now, "it names the host's own system UUID")
                : new DeviceCheck(
                        DeviceTrust.QUARANTINED,
                        false,
                        true,
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
