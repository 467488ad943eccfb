package com.umcloud.umha.core.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How the proof that the host is off stands. Immutable.
 *
 * @param round how often the power was to be cut in this incident, from 1
 * @param readsLeft how often the state is still read back in this round
 * @param powerOffSentAt when a power-off command of this incident that may have been carried out was last given
 * @param cutInRound whether the power was cut, or tried to be, in this round
 * @param proofAt when the power last read off, at the time the read began; empty without proof. It may be too old to
 *     evacuate by
 * @param confirmedBy who vouches for it besides the device: a named operator or the forced mode; empty text if nobody does
 * @param quietNeeded whether the host was alive since the incident was opened and its device does not name it by its UUID:
 *     then a whole sample interval has to be silent after the reading of off
 * @param onlyUnreachable whether every read since the suspicion found the device unreachable: what the forced mode asks for
 * @param suspects other hosts that fell silent when the power was cut
 * @param nextAt when the next read or attempt is due
 * @param trouble the last thing that went wrong with it, in one line; empty if it went well since
 * @param unreadable whether that is that the power cannot be read; not known in a document of an older version
 * @param evidence what else is known of host and device
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
        String trouble,
        boolean unreadable,
        Evidence evidence) {
    static final String FORCED = "force_evacuate_when_ipmi_unknown";

    static final Fencing NONE = new Fencing(
            0,
            0,
            Optional.empty(),
            false,
            Optional.empty(),
            "",
            false,
            true,
            Set.of(),
            Optional.empty(),
            "",
            false,
            Evidence.NONE);

    public Fencing {
        Objects.requireNonNull(confirmedBy, "confirmedBy");
        Objects.requireNonNull(trouble, "trouble");
        Objects.requireNonNull(evidence, "evidence");
        suspects = Set.copyOf(suspects);
    }

    /** Whether nothing but the forced mode stands for its being off. */
    public boolean isForced() {
        return confirmedBy.equals(FORCED);
    }

    boolean isConfirmedByOperator() {
        return !confirmedBy.isEmpty() && !isForced();
    }

    /** Whether nothing was done yet that the host would have to be fenced for to the end. */
    boolean isUntouched() {
        return powerOffSentAt.isEmpty() && !evidence.committed();
    }

    Fencing nextRound(int reads) {
        return again(reads).counted(round + 1);
    }

    /** The state is read anew in the same round; what was proven is not. */
    Fencing again(int reads) {
        return new Fencing(
                round,
                reads,
                powerOffSentAt,
                false,
                Optional.empty(),
                confirmedBy,
                quietNeeded,
                onlyUnreachable,
                suspects,
                Optional.empty(),
                trouble,
                unreadable,
                evidence);
    }

    private Fencing counted(int rounds) {
        return new Fencing(
                rounds,
                readsLeft,
                powerOffSentAt,
                cutInRound,
                proofAt,
                confirmedBy,
                quietNeeded,
                onlyUnreachable,
                suspects,
                nextAt,
                trouble,
                unreadable,
                evidence);
    }

    /** The power was cut, perhaps; what the round has read before counts no more. */
    Fencing sent(Instant at) {
        return cut(Optional.of(at), true, nextAt);
    }

    /** The command that was under way when the program ended may have been carried out. */
    Fencing perhapsSent(Instant at) {
        return cut(Optional.of(at), false, nextAt);
    }

    /** The power-off did not reach the device; the state is read back all the same. */
    Fencing tried(Instant next) {
        return cut(powerOffSentAt, true, Optional.of(next));
    }

    private Fencing cut(Optional<Instant> sentAt, boolean inRound, Optional<Instant> next) {
        return new Fencing(
                round,
                readsLeft,
                sentAt,
                inRound,
                Optional.empty(),
                confirmedBy,
                quietNeeded,
                onlyUnreachable,
                suspects,
                next,
                trouble,
                unreadable,
                evidence);
    }

    Fencing proven(Instant at) {
        return proof(Optional.of(at), readsLeft, Optional.empty());
    }

    /** Without proof, to be read (or tried) again then. */
    Fencing unproven(int reads, Instant next) {
        return proof(Optional.empty(), reads, Optional.of(next));
    }

    /**
     * Its proof is too old to evacuate by: the program was not there to see whether it still holds. Another processor may have
     * taken it, by a clock that was ahead of this one's.
     */
    Fencing aged(Duration by, Instant now) {
        return proof(proofAt.map(at -> (at.isBefore(now) ? at : now).minus(by)), readsLeft, nextAt);
    }

    /** It does not count as off any longer, and nobody needs it to. */
    Fencing refuted() {
        return proof(Optional.empty(), readsLeft, nextAt);
    }

    Fencing due(Optional<Instant> next) {
        return proof(proofAt, readsLeft, next);
    }

    private Fencing proof(Optional<Instant> at, int reads, Optional<Instant> next) {
        return new Fencing(
                round,
                reads,
                powerOffSentAt,
                cutInRound,
                at,
                confirmedBy,
                quietNeeded,
                onlyUnreachable,
                suspects,
                next,
                trouble,
                unreadable,
                evidence);
    }

    Fencing confirmed(String by, Instant at) {
        return vouched(by, Optional.of(at));
    }

    Fencing unconfirmed() {
        return vouched("", Optional.empty());
    }

    private Fencing vouched(String by, Optional<Instant> at) {
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
                trouble,
                unreadable,
                evidence.vouched(at));
    }

    Fencing needingQuiet(boolean needed) {
        return observed(needed, onlyUnreachable, evidence);
    }

    Fencing reachable() {
        return observed(quietNeeded, false, evidence);
    }

    Fencing knowing(Evidence learned) {
        return observed(quietNeeded, onlyUnreachable, learned);
    }

    Fencing deviceSeenOn() {
        return knowing(evidence.seenOn());
    }

    private Fencing observed(boolean quiet, boolean unreachable, Evidence learned) {
        return new Fencing(
                round,
                readsLeft,
                powerOffSentAt,
                cutInRound,
                proofAt,
                confirmedBy,
                quiet,
                unreachable,
                suspects,
                nextAt,
                trouble,
                unreadable,
                learned);
    }

    Fencing suspecting(Set<String> hosts) {
        return noted(hosts, trouble, unreadable);
    }

    Fencing troubled(String text) {
        return noted(suspects, text, false);
    }

    /** The trouble is that the power cannot be read: it is over as soon as somebody has read it. */
    Fencing troubledByReading() {
        return noted(suspects, trouble, true);
    }

    private Fencing noted(Set<String> hosts, String text, boolean byReading) {
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
                text,
                byReading,
                evidence);
    }
}
