package com.umcloud.umha.core.power;

import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.core.safety.DeviceBinding;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks fence devices for incidents: the device that an incident is bound to, or another one that is written down for the host
 * since and names the host's own system UUID, and none else. Used by the threads that run commands.
 */
public final class BoundPower {
    private final PowerDevices power;
    /** Which system each device has named last to this processor, by the device. */
    private final Map<String, UUID> named = new ConcurrentHashMap<>();

    public BoundPower(PowerDevices power) {
        this.power = power;
    }

    /**
     * What was read.
     *
     * @param verified the device that it was read from, if that is another one than the incident was bound to, or was not
     *     verified before, and has named the host's system now
     */
    public record Reading(PowerReading reading, Optional<String> verified) {}

    /**
     * Which device may be asked.
     *
     * @param device its identity; empty if the host has none, which is what the call will say
     * @param refusal why none may be asked; empty if one may
     * @param looked whether it was asked for its system's UUID, which has taken half of the time
     * @param verified whether it has named the host's
     */
    private record Admission(Optional<String> device, Optional<String> refusal, boolean looked, boolean verified) {
        static Admission unlooked(Optional<String> device) {
            return new Admission(device, Optional.empty(), false, false);
        }

        static Admission looked(Optional<String> device, boolean verified) {
            return new Admission(device, Optional.empty(), true, verified);
        }

        static Admission refused(String why) {
            return new Admission(Optional.empty(), Optional.of(why), true, false);
        }
    }

    /**
     * Reads the state by the device that the incident is bound to, or by one that turns out to be the host's as well.
     *
     * @param bound the device that the incident is bound to; empty if it has met none yet
     */
    public Reading read(String host, Optional<DeviceBinding> bound, Duration limit) throws InterruptedException {
        Admission admission = admit(host, bound, limit);
        if (admission.refusal().isPresent()) {
            String why = admission.refusal().get();
            return new Reading(new PowerReading.Unknown(FenceFailure.REFUSED, why), Optional.empty());
        }
        PowerReading reading = power.read(host, admission.device(), left(admission, limit));
        return new Reading(reading, admission.verified() ? admission.device() : Optional.empty());
    }

    /** Cuts the power, by the device that {@link #read} would ask. */
    public PowerCommandResult off(String host, Optional<DeviceBinding> bound, Duration limit)
            throws InterruptedException {
        Admission admission = admit(host, bound, limit);
        return admission.refusal().isPresent()
                ? new PowerCommandResult.Refused(
                        FenceFailure.REFUSED, admission.refusal().get())
                : power.off(host, admission.device(), left(admission, limit));
    }

    /** Switches the power on, by the device that {@link #read} would ask. */
    public PowerCommandResult on(String host, Optional<DeviceBinding> bound, Duration limit)
            throws InterruptedException {
        Admission admission = admit(host, bound, limit);
        return admission.refusal().isPresent()
                ? new PowerCommandResult.Refused(
                        FenceFailure.REFUSED, admission.refusal().get())
                : power.on(host, admission.device(), left(admission, limit));
    }

    private static Duration left(Admission admission, Duration limit) {
        return admission.looked() ? limit.dividedBy(2) : limit;
    }

    private Admission admit(String host, Optional<DeviceBinding> bound, Duration limit) throws InterruptedException {
        Optional<String> listed = power.identity(host);
        if (bound.isEmpty() || listed.isEmpty()) {
            return Admission.unlooked(listed);
        }
        String device = listed.get();
        boolean same = device.equals(bound.get().identity());
        if (same && !bound.get().exchanged()) {
            return Admission.unlooked(listed);
        }
        Optional<UUID> system = bound.get().system();
        Optional<UUID> asked =
                system.isPresent() ? power.systemUuid(host, listed, limit.dividedBy(2)) : Optional.empty();
        asked.ifPresent(uuid -> named.put(device, uuid));
        Optional<UUID> other = Optional.ofNullable(named.get(device)).filter(uuid -> !system.equals(Optional.of(uuid)));
        if (system.isPresent() && other.isPresent()) {
            // what it said before holds while it does not answer
            return Admission.refused("the fence device that is written down for " + host + " now, " + device
                    + ", belongs to system " + other.get() + ", the host is " + system.get());
        }
        if (asked.isPresent()) {
            return Admission.looked(listed, true);
        }
        return same
                ? Admission.looked(listed, false)
                : Admission.refused("another fence device is written down for " + host
                        + " than its incident was begun with, " + device + " instead of "
                        + bound.get().identity() + ", and nothing shows that it is the host's");
    }
}
