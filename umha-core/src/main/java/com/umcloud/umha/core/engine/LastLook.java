package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.observation.HeardHost;
import com.umcloud.umha.core.observation.ObservedMeters;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A host right before its power is cut for the first time: is what it is to be cut for still so? Immutable.
 *
 * @param heard what was heard of it until now
 * @param answers whether it answers probes
 * @param since a sample that arrived later says what the host is like now
 */
record LastLook(Optional<HeardHost> heard, boolean answers, Instant since) {
    private static final String ANSWERS = "its storage address answered";

    /** What shows that all of these faults are over; empty if one is not, or if there is none. */
    Optional<String> over(Collection<Fault> faults) {
        Set<String> signs = new TreeSet<>();
        for (Fault fault : faults) {
            Optional<String> sign = sign(fault);
            if (sign.isEmpty()) {
                return Optional.empty();
            }
            signs.add(sign.get());
        }
        return signs.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", signs));
    }

    private Optional<String> sign(Fault fault) {
        return switch (fault) {
            case STORAGE_LOST -> storage();
            case PANICKED, POWERED_OFF -> life();
            case BUSINESS_LOST -> good(ObservedMeters.BUSINESS_CONNECTIVITY);
            case PATH_LOST -> good(ObservedMeters.PATH_ACCESS_OK);
        };
    }

    /** What the host itself said last counts, whether it answers or not; one that says nothing was unreachable. */
    private Optional<String> storage() {
        String meter = ObservedMeters.STORAGE_CONNECTIVITY;
        boolean saysLost = newest(Instant.MIN, meter).map(v -> v.volume() < 1).orElse(false);
        if (saysLost) {
            return Optional.empty();
        }
        return good(meter).or(this::answer);
    }

    private Optional<String> life() {
        return heard.filter(h -> h.lastHeard().isAfter(since))
                .map(h -> "a sample of its agent was heard")
                .or(this::answer);
    }

    private Optional<String> answer() {
        return answers ? Optional.of(ANSWERS) : Optional.empty();
    }

    private Optional<String> good(String meter) {
        return newest(since, meter).filter(v -> v.volume() >= 1).map(v -> "its agent said that " + meter + " is good");
    }

    private Optional<HeardHost.MeterValue> newest(Instant after, String meter) {
        return heard.flatMap(h -> h.since(after, meter));
    }
}
