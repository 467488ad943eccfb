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
 * @param isolationBegun whether the program ended while the host was being isolated, and the cloud has not been seen to keep it
 *     in service since: it may be half isolated by us
 */
public record HostReturn(
        boolean takenOut,
        PowerOn powerOn,
        int powerOns,
        Optional<Instant> powerAt,
        Optional<Instant> triedSince,
        int attempts,
        boolean isolationBegun) {
    /** Nothing was done about it yet. */
    public static final HostReturn NONE =
            new HostReturn(false, PowerOn.NOT_GIVEN, 0, Optional.empty(), Optional.empty(), 0, false);

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

    public HostReturn {
        Objects.requireNonNull(powerOn, "powerOn");
    }

    HostReturn seenOut() {
        return new HostReturn(true, powerOn, powerOns, powerAt, triedSince, attempts, isolationBegun);
    }

    HostReturn isolationBegun(boolean begun) {
        return new HostReturn(takenOut, powerOn, powerOns, powerAt, triedSince, attempts, begun);
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
        return new HostReturn(takenOut, next, given, at, triedSince, attempts, isolationBegun);
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
        return new HostReturn(takenOut, powerOn, powerOns, powerAt, since, inVain, isolationBegun);
    }
}
