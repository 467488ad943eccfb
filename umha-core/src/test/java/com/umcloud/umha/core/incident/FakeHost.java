package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.assessment.HostWindows;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.MeterReading;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.assessment.Signal;
import com.umcloud.umha.core.assessment.StorageReading;
import com.umcloud.umha.core.safety.DeviceBinding;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A compute host with its fence device, as it really is; what an observer sees of it follows. */
final class FakeHost {
    static final String NAME = "node-7";
    static final UUID SYSTEM = new UUID(7, 7);

    /** How its fence device behaves. */
    enum Device {
        WORKS,
        /** Says yes and does nothing. */
        STUCK,
        UNREACHABLE,
        WRONG_PASSWORD,
        /** Tells the power and does not cut it. */
        REFUSES_OFF,
        /** Controls another host, which is on until it is cut. */
        OF_ANOTHER_HOST,
        /** Cuts the power, and its answer gets lost. */
        LOSES_ANSWERS
    }

    boolean powered = true;
    boolean running = true;
    boolean storageWorks = true;
    boolean answersProbes = true;
    boolean otherHostPowered = true;
    Device device = Device.WORKS;
    /** The device that is written down for it, by its address. */
    String listed = "bmc-7";
    /** Whether the device that is written down has read on while it lived. */
    boolean proven = true;
    /** Which system its agent has named before it failed. */
    Optional<UUID> agentNamed = Optional.of(SYSTEM);
    /** Which system the device that is written down names. */
    Optional<UUID> named = Optional.empty();

    Set<Signal> seenGood = EnumSet.allOf(Signal.class);
    int cuts;
    int switchedOn;

    boolean isAlive() {
        return powered && running;
    }

    /** @param matches whether that device was found to be its own while it lived */
    DeviceListed listed(boolean matches) {
        return new DeviceListed(Optional.of(listed), proven, matches, agentNamed);
    }

    /** Why a command that is bound to a device is not run on the one that is written down; empty if it is. */
    Optional<String> refusal(Optional<DeviceBinding> bound) {
        boolean same = bound.map(device -> device.identity().equals(listed)).orElse(true);
        if (same && !bound.map(DeviceBinding::exchanged).orElse(false)) {
            return Optional.empty();
        }
        Optional<UUID> system = bound.flatMap(DeviceBinding::system);
        boolean tells = system.isPresent() && named.isPresent();
        return (tells ? system.equals(named) : same)
                ? Optional.empty()
                : Optional.of(listed + " is not the host's, as far as is known");
    }

    /** Whether the device that is written down is not yet known to be its own, and shows it. */
    boolean showsThatItIsItsOwn(Optional<DeviceBinding> bound) {
        boolean known = bound.map(device -> device.identity().equals(listed) && !device.exchanged())
                .orElse(true);
        return !known && named.isPresent() && named.equals(bound.flatMap(DeviceBinding::system));
    }

    PowerReading read() {
        return switch (device) {
            case WORKS, STUCK, REFUSES_OFF, LOSES_ANSWERS -> known(powered);
            case OF_ANOTHER_HOST -> known(otherHostPowered);
            case UNREACHABLE -> new PowerReading.Unknown(FenceFailure.UNREACHABLE, "10.0.0.7 does not answer");
            case WRONG_PASSWORD -> new PowerReading.Unknown(FenceFailure.WRONG_PASSWORD, "10.0.0.7 refuses admin");
        };
    }

    private static PowerReading known(boolean on) {
        return new PowerReading.Known(on ? PowerState.ON : PowerState.OFF);
    }

    PowerCommandResult cut() {
        return switch (device) {
            case WORKS -> {
                powered = false;
                cuts++;
                yield new PowerCommandResult.Accepted();
            }
            case LOSES_ANSWERS -> {
                powered = false;
                cuts++;
                yield new PowerCommandResult.Unknown(FenceFailure.UNREACHABLE, "no answer to the command");
            }
            case OF_ANOTHER_HOST -> {
                otherHostPowered = false;
                cuts++;
                yield new PowerCommandResult.Accepted();
            }
            case STUCK -> new PowerCommandResult.Accepted();
            case REFUSES_OFF ->
                new PowerCommandResult.Refused(FenceFailure.REFUSED, "power cannot be read by this account");
            case UNREACHABLE -> new PowerCommandResult.Refused(FenceFailure.UNREACHABLE, "10.0.0.7 does not answer");
            case WRONG_PASSWORD ->
                new PowerCommandResult.Refused(FenceFailure.WRONG_PASSWORD, "10.0.0.7 refuses admin");
        };
    }

    PowerCommandResult switchOn() {
        if (device == Device.WORKS || device == Device.LOSES_ANSWERS) {
            powered = true;
            running = true;
            switchedOn++;
        }
        return switch (device) {
            case UNREACHABLE, WRONG_PASSWORD, REFUSES_OFF -> cut();
            case LOSES_ANSWERS -> new PowerCommandResult.Unknown(FenceFailure.UNREACHABLE, "no answer to the command");
            case WORKS, STUCK, OF_ANOTHER_HOST -> new PowerCommandResult.Accepted();
        };
    }

    Observation observed(Instant now) {
        boolean alive = isAlive();
        return new Observation(
                now,
                alive ? storageWorks ? StorageReading.OK : StorageReading.LOST : StorageReading.MISSING,
                alive ? Liveness.ALIVE : Liveness.SILENT,
                alive && answersProbes,
                alive && storageWorks ? PowerObservation.NOT_ASKED : powerSeen(),
                MeterReading.MISSING,
                MeterReading.MISSING);
    }

    private PowerObservation powerSeen() {
        PowerReading reading = read();
        if (reading instanceof PowerReading.Known known) {
            return known.state() == PowerState.ON ? PowerObservation.ON : PowerObservation.OFF;
        }
        return ((PowerReading.Unknown) reading).failure() == FenceFailure.UNREACHABLE
                ? PowerObservation.UNREACHABLE
                : PowerObservation.UNREADABLE;
    }

    /** The assessment of a host that has long shown what it shows now. */
    HostAssessment assessed(Instant now) {
        Observation seen = observed(now);
        Set<Fault> confirmed = EnumSet.noneOf(Fault.class);
        if (seen.liveness() == Liveness.SILENT) {
            confirmed.add(seen.power() == PowerObservation.OFF ? Fault.POWERED_OFF : Fault.PANICKED);
        } else if (seen.storage() == StorageReading.LOST) {
            confirmed.add(Fault.STORAGE_LOST);
        }
        HostWindows windows = new HostWindows(NAME, Map.of(), seenGood, confirmed, Optional.of(seen), false);
        Set<Signal> unmonitored = EnumSet.allOf(Signal.class);
        unmonitored.removeAll(seenGood);
        return new HostAssessment(windows, Set.of(), confirmed, Set.of(), unmonitored, Set.of(), seen.isBad());
    }
}
