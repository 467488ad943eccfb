package com.umcloud.umha.core.incident;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How the proof that the host is off stands. Immutable.
 *
 * @param round how often the power was to be cut in this incident, from 1
 * @param readsLeft how often the state is still read back in this round
 * @param powerOffSentAt when the power-off command of this incident was last sent; empty if the host read off before any
 * @param cutInRound whether the power was cut in this round
 * @param proofAt when the power last read off, at the time the read began; empty without valid proof
 * @param confirmedBy who vouches for it besides the device: a named operator or the forced mode; empty text if nobody does
 * @param quietNeeded whether the host was alive when fencing began and its device does not name it by its UUID: then a whole
 *     sample interval has to be silent after the power was cut
 * @param onlyUnreachable whether every read since the suspicion found the device unreachable: what the forced mode asks for
 * @param suspects other hosts that fell silent when the power was cut
 * @param nextAt when the next read or attempt is due
 * @param trouble the last thing that went wrong, in one line; told once per text
 */
public record Fencing(
        int round,
        int readsLeft,
        Optional<Instant> powerOffSentAt,
        boolean cutInRound,
        Optional<Instant> proofAt,
        String confirmedBy,
        boolean quietNeeded,
        boolean onlyUnreachable,
        Set<String> suspects,
        Optional<Instant> nextAt,
        String trouble) {
    static final Fencing NONE = new Fencing(
            0, 0, Optional.empty(), false, Optional.empty(), "", false, true, Set.of(), Optional.empty(), "");

    public Fencing {
        Objects.requireNonNull(confirmedBy, "confirmedBy");
        Objects.requireNonNull(trouble, "trouble");
        suspects = Set.copyOf(suspects);
    }

    Fencing nextRound(int reads) {
        return new Fencing(
                round + 1,
                reads,
                powerOffSentAt,
                false,
                Optional.empty(),
                confirmedBy,
                quietNeeded,
                onlyUnreachable,
                suspects,
                Optional.empty(),
                trouble);
    }

    Fencing needingQuiet(boolean needed) {
        return new Fencing(
                round,
                readsLeft,
                powerOffSentAt,
                cutInRound,
                proofAt,
                confirmedBy,
                needed,
                onlyUnreachable,
                suspects,
                nextAt,
                trouble);
    }

    Fencing sent(Instant at) {
        return new Fencing(
                round,
                readsLeft,
                Optional.of(at),
                true,
                Optional.empty(),
                confirmedBy,
                quietNeeded,
                onlyUnreachable,
                suspects,
                Optional.empty(),
                trouble);
    }

    Fencing proven(Instant at) {
        return new Fencing(
                round,
                readsLeft,
                powerOffSentAt,
                cutInRound,
                Optional.of(at),
                confirmedBy,
                quietNeeded,
                onlyUnreachable,
                suspects,
                Optional.empty(),
                "");
    }

    /** Without proof, to be read (or tried) again then. */
    Fencing unproven(int reads, Instant next) {
        return new Fencing(
                round,
                reads,
                powerOffSentAt,
                cutInRound,
                Optional.empty(),
                confirmedBy,
                quietNeeded,
                onlyUnreachable,
                suspects,
                Optional.of(next),
                trouble);
    }

    Fencing due(Optional<Instant> next) {
        return new Fencing(
                round,
                readsLeft,
                powerOffSentAt,
                cutInRound,
                proofAt,
                confirmedBy,
                quietNeeded,
                onlyUnreachable,
                suspects,
                next,
                trouble);
    }

    Fencing troubled(String text) {
        return new Fencing(
                round,
                readsLeft,
                powerOffSentAt,
                cutInRound,
                proofAt,
                confirmedBy,
                quietNeeded,
                onlyUnreachable,
                suspects,
                nextAt,
                text);
    }

    Fencing suspecting(Set<String> hosts) {
        return new Fencing(
                round,
                readsLeft,
                powerOffSentAt,
                cutInRound,
                proofAt,
                confirmedBy,
                quietNeeded,
                onlyUnreachable,
                hosts,
                nextAt,
                trouble);
    }

    Fencing confirmed(String by) {
        return new Fencing(
                round,
                readsLeft,
                powerOffSentAt,
                cutInRound,
                proofAt,
                by,
                quietNeeded,
                onlyUnreachable,
                suspects,
                nextAt,
                trouble);
    }

    Fencing reachable() {
        return new Fencing(
                round,
                readsLeft,
                powerOffSentAt,
                cutInRound,
                proofAt,
                confirmedBy,
                quietNeeded,
                false,
                suspects,
                nextAt,
                trouble);
    }
}
