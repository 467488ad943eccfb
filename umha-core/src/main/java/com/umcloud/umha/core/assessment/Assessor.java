package com.umcloud.umha.core.assessment;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Judges a host by its last observations. Pure; one instance may serve all hosts. */
public final class Assessor {
    private final AssessmentConfig config;

    public Assessor(AssessmentConfig config) {
        this.config = config;
    }

    /**
     * Adds one observation and judges. A fault is confirmed by the next observation of its signal after the one that tripped
     * its valve; one in which the signal is missing confirms nothing.
     */
    public HostAssessment observe(HostWindows before, Observation observation) {
        Set<Signal> good = goodSignals(observation);
        Set<Signal> newlyGood = EnumSet.noneOf(Signal.class);
        newlyGood.addAll(good);
        newlyGood.removeAll(before.seenGood());
        good.addAll(before.seenGood());

        Map<Fault, Window> windows = new EnumMap<>(Fault.class);
        Set<Fault> tripped = EnumSet.noneOf(Fault.class);
        Set<Fault> confirmed = EnumSet.noneOf(Fault.class);
        for (Fault fault : Fault.values()) {
            Optional<Boolean> said = whatIsSaid(fault, observation, good);
            Window known = before.window(fault);
            Window window = said.map(bad -> known.add(bad, valve(fault))).orElse(known);
            windows.put(fault, window);
            if (window.trips(valve(fault)) && window.newestIsBad()) {
                tripped.add(fault);
                if (said.isPresent() && before.tripped().contains(fault)) {
                    confirmed.add(fault);
                }
            }
        }
        boolean storageLost = storageIsBad(observation, good).orElse(before.storageLost());
        HostWindows after =
                new HostWindows(before.host(), windows, good, tripped, Optional.of(observation), storageLost);
        return judged(after, confirmed, newlyGood);
    }

    private HostAssessment judged(HostWindows after, Set<Fault> confirmed, Set<Signal> newlyGood) {
        Set<Fault> suspected = EnumSet.noneOf(Fault.class);
        suspected.addAll(after.tripped());
        suspected.removeAll(confirmed);
        Set<Fault> alerts = EnumSet.noneOf(Fault.class);
        Set<Fault> acted = EnumSet.noneOf(Fault.class);
        for (Fault fault : confirmed) {
            (actsOn(fault) ? acted : alerts).add(fault);
        }
        Set<Signal> unmonitored = EnumSet.allOf(Signal.class);
        unmonitored.removeAll(after.seenGood());
        if (!config.business().enabled()) {
            unmonitored.remove(Signal.BUSINESS);
        }
        if (!config.path().enabled()) {
            unmonitored.remove(Signal.PATH);
        }
        return new HostAssessment(after, suspected, acted, alerts, unmonitored, newlyGood, isBad(after));
    }

    private boolean isBad(HostWindows after) {
        Observation last = after.last().orElseThrow();
        boolean meterIsBad = Stream.of(Fault.BUSINESS_LOST, Fault.PATH_LOST)
                .anyMatch(fault -> actsOn(fault)
                        && whatIsSaid(fault, last, after.seenGood()).orElse(false));
        return last.isBad() || meterIsBad || storageWasBad(after, last);
    }

    /** What was last said of its storage holds until something else is said: a host that only falls silent is not well again. */
    private static boolean storageWasBad(HostWindows after, Observation last) {
        return last.storage() == StorageReading.MISSING && after.storageLost();
    }

    /** Whether this observation is bad for the window; empty if it says nothing about the fault or may not judge. */
    private Optional<Boolean> whatIsSaid(Fault fault, Observation seen, Set<Signal> good) {
        return switch (fault) {
            case STORAGE_LOST -> storageIsBad(seen, good);
            case POWERED_OFF -> powerIsOff(seen, good);
            case PANICKED -> isSilentAndNotOff(seen, good);
            case BUSINESS_LOST -> meterIsBad(seen.business(), config.business(), good, Signal.BUSINESS);
            case PATH_LOST -> meterIsBad(seen.path(), config.path(), good, Signal.PATH);
        };
    }

    private static Optional<Boolean> storageIsBad(Observation seen, Set<Signal> good) {
        return switch (seen.storage()) {
            case OK -> Optional.of(false);
            case LOST -> good.contains(Signal.STORAGE) ? Optional.of(true) : Optional.empty();
            case UNREACHABLE ->
                good.contains(Signal.STORAGE) && good.contains(Signal.PROBE) ? Optional.of(true) : Optional.empty();
            case MISSING -> Optional.empty();
        };
    }

    private static Optional<Boolean> powerIsOff(Observation seen, Set<Signal> good) {
        return switch (seen.power()) {
            // off and alive in one interval: it went off within it, or the device is another host's
            case OFF ->
                good.contains(Signal.POWER) && seen.liveness() != Liveness.ALIVE ? Optional.of(true) : Optional.empty();
            case ON, UNREACHABLE, UNREADABLE -> Optional.of(false);
            case NOT_ASKED -> seen.liveness() == Liveness.ALIVE ? Optional.of(false) : Optional.empty();
        };
    }

    private static Optional<Boolean> isSilentAndNotOff(Observation seen, Set<Signal> good) {
        return switch (seen.liveness()) {
            case ALIVE -> Optional.of(false);
            case SILENT ->
                good.contains(Signal.PROBE) ? Optional.of(seen.power() != PowerObservation.OFF) : Optional.empty();
            case MISSING -> Optional.empty();
        };
    }

    private static Optional<Boolean> meterIsBad(
            MeterReading reading, MeterFaultConfig meter, Set<Signal> good, Signal signal) {
        if (!meter.enabled() || !good.contains(signal) || reading == MeterReading.MISSING) {
            return Optional.empty();
        }
        return Optional.of(reading == MeterReading.LOST);
    }

    private static Set<Signal> goodSignals(Observation seen) {
        Set<Signal> good = EnumSet.noneOf(Signal.class);
        if (seen.storage() == StorageReading.OK) {
            good.add(Signal.STORAGE);
        }
        if (seen.probed()) {
            good.add(Signal.PROBE);
        }
        if (seen.power() == PowerObservation.ON && seen.liveness() == Liveness.ALIVE) {
            good.add(Signal.POWER);
        }
        if (seen.business() == MeterReading.OK) {
            good.add(Signal.BUSINESS);
        }
        if (seen.path() == MeterReading.OK) {
            good.add(Signal.PATH);
        }
        return good;
    }

    private ValveConfig valve(Fault fault) {
        return switch (fault) {
            case POWERED_OFF -> config.powerOff();
            case PANICKED -> config.panic();
            case STORAGE_LOST -> config.storage();
            case PATH_LOST, BUSINESS_LOST -> config.meters();
        };
    }

    private boolean actsOn(Fault fault) {
        return switch (fault) {
            case POWERED_OFF, PANICKED, STORAGE_LOST -> true;
            case PATH_LOST -> config.path().acts();
            case BUSINESS_LOST -> config.business().acts();
        };
    }
}
