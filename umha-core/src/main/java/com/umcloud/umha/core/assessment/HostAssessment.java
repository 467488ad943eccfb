package com.umcloud.umha.core.assessment;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The judgement of one host.
 *
 * @param windows what it rests on, and what the next assessment goes on from
 * @param suspected faults whose valve has tripped and that await one more look
 * @param confirmed faults that one more interval has confirmed
 * @param alerts faults that an operator is told of and nothing is done about
 * @param unmonitored signals that were never good on this host and therefore judge nothing
 * @param newlyGood signals that were good for the first time in this observation
 * @param bad whether the newest observation speaks against the host, by whatever may be acted upon, or says nothing of its
 *     storage, of which the last thing said was that it is lost; what is counted when it is asked how many hosts fail at once
 */
public record HostAssessment(
        HostWindows windows,
        Set<Fault> suspected,
        Set<Fault> confirmed,
        Set<Fault> alerts,
        Set<Signal> unmonitored,
        Set<Signal> newlyGood,
        boolean bad) {
    public HostAssessment {
        Objects.requireNonNull(windows, "windows");
        suspected = inTheirOrder(suspected);
        confirmed = inTheirOrder(confirmed);
        alerts = inTheirOrder(alerts);
        unmonitored = inTheirOrder(unmonitored);
        newlyGood = inTheirOrder(newlyGood);
    }

    /** What is told and written is so in the same order by every processor. */
    private static <E extends Enum<E>> Set<E> inTheirOrder(Set<E> values) {
        return values.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(values));
    }

    public String host() {
        return windows.host();
    }

    public Observation observation() {
        return windows.last().orElseThrow();
    }

    /** The fault that names the incident. */
    public Optional<Fault> leading() {
        return confirmed.stream().min(Comparator.naturalOrder());
    }

    /** Whether nothing at all speaks against the host and something speaks for it. */
    public boolean isWell() {
        Observation last = observation();
        return !bad && last.liveness() == Liveness.ALIVE && last.storage() == StorageReading.OK;
    }
}
