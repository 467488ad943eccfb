package com.umcloud.umha.core.incident;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a recovered host is on its way back. Immutable.
 *
 * @param takenOut whether the cloud was seen to keep it out of service since its recovery
 * @param powerOn how far its being switched on is
 * @param powerOns how often the command was given, in this incident
 * @param powerAt when the power is dealt with next; empty for at once
 * @param triedSince since when it is tried to give the host back; empty while it is not
 * @param attempts how often the cloud was asked in vain since then
 * @param isolation what its isolation may have left behind in the cloud; none in a document of an older version
 */
public record HostReturn(
        boolean takenOut,
        PowerOn powerOn,
        int powerOns,
        Optional<Instant> powerAt,
        Optional<Instant> triedSince,
        int attempts,
        Isolation isolation) {
    /** Nothing was done about it yet. */
    public static final HostReturn NONE =
            new HostReturn(false, PowerOn.NOT_GIVEN, 0, Optional.empty(), Optional.empty(), 0, Isolation.NOT_ASKED);

    /** How far the host's being switched on is. */
    public enum PowerOn {
        NOT_GIVEN,
        /** The command is under way. */
        GIVEN,
        /** Nobody knows what came of it: the power is read first. */
        DOUBTFUL,
        /** It came on, or it did not and that was told. */
        OVER
    }

    /** Whose setting it is if the cloud shows the host forced down. */
    public enum Isolation {
        /** The cloud was not asked to isolate it, or has kept it in service since. */
        NOT_ASKED,
        /** It was out of service before the cloud was asked: somebody else's setting. */
        OUT_BEFORE,
        /** It was in service until the cloud was asked. */
        ASKED,
        /** As before, and the program ended while the call was under way: it may have done half of it. */
        PERHAPS_HALF
    }

    public HostReturn {
        isolation = Objects.requireNonNullElse(isolation, Isolation.NOT_ASKED);
        Objects.requireNonNull(powerOn, "powerOn");
    }

    HostReturn seenOut() {
        return new HostReturn(true, powerOn, powerOns, powerAt, triedSince, attempts, isolation);
    }

    /**
     * The cloud shows its service.
     *
     * @param asking whether a call that isolates it is under way
     */
    HostReturn shown(boolean inService, boolean asking) {
        if (inService) {
            return isolation(Isolation.NOT_ASKED);
        }
        return isolation == Isolation.NOT_ASKED && !asking ? isolation(Isolation.OUT_BEFORE) : this;
    }

    HostReturn isolationAsked() {
        return isolation == Isolation.NOT_ASKED ? isolation(Isolation.ASKED) : this;
    }

    /** The call was not made after all. */
    HostReturn isolationNotAsked() {
        return isolation == Isolation.ASKED ? isolation(Isolation.NOT_ASKED) : this;
    }

    /** The program ended while the call was under way. */
    HostReturn isolationInterrupted() {
        return isolation == Isolation.OUT_BEFORE ? this : isolation(Isolation.PERHAPS_HALF);
    }

    HostReturn isolated() {
        return isolation == Isolation.PERHAPS_HALF ? isolation(Isolation.ASKED) : this;
    }

    private HostReturn isolation(Isolation next) {
        return next == isolation
                ? this
                : new HostReturn(takenOut, powerOn, powerOns, powerAt, triedSince, attempts, next);
    }

    HostReturn powerOnGiven() {
        return power(PowerOn.GIVEN, powerOns + 1, Optional.empty());
    }

    /** The command had no effect at all. */
    HostReturn powerOnNotGiven(Instant next) {
        return power(PowerOn.NOT_GIVEN, powerOns - 1, Optional.of(next));
    }

    HostReturn powerOn(PowerOn next, Optional<Instant> at) {
        return power(next, powerOns, at);
    }

    private HostReturn power(PowerOn next, int given, Optional<Instant> at) {
        return new HostReturn(takenOut, next, given, at, triedSince, attempts, isolation);
    }

    HostReturn tried(Instant now) {
        return trying(Optional.of(triedSince.orElse(now)), attempts);
    }

    HostReturn inVain() {
        return trying(triedSince, attempts + 1);
    }

    HostReturn notTried() {
        return trying(Optional.empty(), 0);
    }

    private HostReturn trying(Optional<Instant> since, int inVain) {
        return new HostReturn(takenOut, powerOn, powerOns, powerAt, since, inVain, isolation);
    }
}
