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
    /** Which system each host's device has named last, by host and device: one that names none any more has not become his. */
    private final Map<String, UUID> named = new ConcurrentHashMap<>();

    private Map<String, FenceDevice> devices = Map.of();

    DeviceTracker(PowerDevices power, Duration limit, InstantSource steadyClock) {
        this.power = power;
        this.limit = limit;
        this.steadyClock = steadyClock;
    }

    Optional<DeviceCheck> of(String host) {
        return Optional.ofNullable(checks.get(host));
    }

    /** What tells the device that is written down for the host now from others. */
    Optional<String> identity(String host) {
        return power.identity(host);
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

    /**
     * Reads the device of a host that may be dead. One of which nothing is known, as after a start, may be another host's: that
     * one's agent tells.
     *
     * @param systems the hosts whose agents name their systems, by what they name
     */
    PowerObservation read(String host, Map<UUID, String> systems) throws InterruptedException {
        readOffAt.remove(host);
        Optional<String> device = power.identity(host);
        PowerReading reading = power.read(host, limit);
        DeviceCheck known = checks.get(host);
        boolean unproven = known == null || known.trust() == DeviceTrust.UNPROVEN;
        if (unproven && !systems.isEmpty() && reading instanceof PowerReading.Known) {
            Optional<UUID> named = power.systemUuid(host, device, limit);
            Optional<String> owner = named.map(systems::get).filter(other -> !other.equals(host));
            owner.ifPresent(other -> checks.put(
                    host,
                    new Asked(host, device, Optional.empty(), steadyClock.instant())
                            .found(
                                    DeviceTrust.QUARANTINED,
                                    false,
                                    true,
                                    "it belongs to system " + named.get() + ", which is " + other)));
        }
        return observation(reading);
    }

    /**
     * Reads the device of a host that is alive.
     *
     * @param aliveAt when its newest sign of life was given
     */
    PowerObservation check(String host, Optional<UUID> agentUuid, Instant aliveAt) throws InterruptedException {
        Instant now = steadyClock.instant();
        Optional<String> device = power.identity(host);
        Asked asked = new Asked(host, device, agentUuid, now);
        PowerReading reading = power.read(host, device, limit);
        if (reading instanceof PowerReading.Known known) {
            if (known.state() == PowerState.ON) {
                readOffAt.remove(host);
                checks.put(host, identified(asked));
            } else {
                readsOff(asked, aliveAt);
            }
        } else if (reading instanceof PowerReading.Unknown unknown) {
            unreadable(asked, unknown);
        }
        return observation(reading);
    }

    /** One check: of which device, of the system that the agent names, since when. */
    private record Asked(String host, Optional<String> device, Optional<UUID> system, Instant at) {
        DeviceCheck found(DeviceTrust trust, boolean matchesUuid, boolean readable, String detail) {
            return new DeviceCheck(device.orElse(""), trust, matchesUuid, system, readable, at, detail);
        }
    }

    /** A host may die between its last sign of life and the reading: only a later sign shows that the device is wrong. */
    private void readsOff(Asked asked, Instant aliveAt) {
        Instant first = readOffAt.putIfAbsent(asked.host(), asked.at());
        if (first != null && aliveAt.isAfter(first.plus(IN_FLIGHT))) {
            checks.put(
                    asked.host(),
                    asked.found(DeviceTrust.QUARANTINED, false, true, "it reads off while the host is alive"));
            readOffAt.remove(asked.host());
        }
    }

    private void unreadable(Asked asked, PowerReading.Unknown unknown) {
        Optional<DeviceCheck> before =
                of(asked.host()).filter(check -> asked.device().equals(Optional.of(check.device())));
        DeviceTrust trust = before.map(DeviceCheck::trust).orElse(DeviceTrust.UNPROVEN);
        boolean matches = before.map(DeviceCheck::matchesUuid).orElse(false);
        String detail = before.filter(check -> trust == DeviceTrust.QUARANTINED)
                .map(DeviceCheck::detail)
                .orElse("it cannot be read (" + unknown.failure() + "): " + unknown.detail());
        checks.put(asked.host(), asked.found(trust, matches, false, detail));
    }

    private DeviceCheck identified(Asked asked) throws InterruptedException {
        Optional<UUID> agentUuid = asked.system();
        Optional<UUID> deviceUuid =
                agentUuid.isPresent() ? power.systemUuid(asked.host(), asked.device(), limit) : Optional.empty();
        String device = asked.host() + " " + asked.device().orElse("");
        deviceUuid.ifPresent(uuid -> named.put(device, uuid));
        Optional<UUID> other = Optional.ofNullable(named.get(device))
                .filter(uuid -> agentUuid.isPresent() && !uuid.equals(agentUuid.get()));
        if (other.isPresent()) {
            return asked.found(
                    DeviceTrust.QUARANTINED,
                    false,
                    true,
                    "it belongs to system " + other.get() + ", the host is " + agentUuid.get());
        }
        return deviceUuid.isPresent()
                ? asked.found(DeviceTrust.PROVEN, true, true, "it names the host's own system UUID")
                : asked.found(DeviceTrust.PROVEN, false, true, "it reads on while the host is alive");
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
