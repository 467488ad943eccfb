package com.umcloud.umha.testkit.simulation.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A machine on which processors run: its links to everything else, and its wall clock. Used by one thread. */
public final class SimulatedController {
    private final String name;
    private final InstantSource time;
    private final FaultCounts faults;
    private boolean isolated;
    private boolean deaf;
    private boolean pingingInVain;
    private boolean unableToProbe;
    private boolean cutFromBmcs;
    private Optional<Instant> deafSince = Optional.empty();
    private Optional<Instant> unableToProbeSince = Optional.empty();
    private Duration clockOffset = Duration.ZERO;

    SimulatedController(String name, InstantSource time, FaultCounts faults) {
        this.name = name;
        this.time = time;
        this.faults = faults;
    }

    public String name() {
        return name;
    }

    /** Cut from everything: no sample, no answer to a ping, no BMC. What else a processor talks to has to ask for this. */
    public void isolate(boolean on) {
        isolated = change(isolated, on, SiteFault.CONTROLLER_ISOLATED);
        hears();
    }

    public boolean isIsolated() {
        return isolated;
    }

    /** No sample arrives here, everything else does. */
    public void deafen(boolean on) {
        deaf = change(deaf, on, SiteFault.CONTROLLER_DEAF);
        hears();
    }

    private void hears() {
        deafSince = hearsSamples() ? Optional.empty() : deafSince.or(() -> Optional.of(time.instant()));
    }

    /** Since when no sample arrives here, whyever; empty if they do. */
    public Optional<Instant> deafSince() {
        return deafSince;
    }

    /** No address answers the probes from here, everything else arrives. */
    public void pingInVain(boolean on) {
        pingingInVain = change(pingingInVain, on, SiteFault.CONTROLLER_PINGS_IN_VAIN);
    }

    /** This machine cannot probe at all, and says so. */
    public void forbidProbes(boolean on) {
        unableToProbe = change(unableToProbe, on, SiteFault.CONTROLLER_CANNOT_PROBE);
        unableToProbeSince = on ? unableToProbeSince.or(() -> Optional.of(time.instant())) : Optional.empty();
    }

    /** Since when this machine cannot probe; empty if it can. */
    public Optional<Instant> unableToProbeSince() {
        return unableToProbeSince;
    }

    /** The network of the BMCs cannot be reached from here. */
    public void cutFromBmcs(boolean on) {
        cutFromBmcs = change(cutFromBmcs, on, SiteFault.CONTROLLER_CUT_FROM_BMCS);
    }

    /** Sets the wall clock forward, or back by a negative duration. */
    public void stepClock(Duration by) {
        clockOffset = clockOffset.plus(by);
        faults.injected(SiteFault.CONTROLLER_CLOCK_STEPPED);
    }

    /** What its wall clock shows. */
    public Instant wallTime() {
        return time.instant().plus(clockOffset);
    }

    boolean hearsSamples() {
        return !isolated && !deaf;
    }

    boolean hearsEchoes() {
        return !isolated && !pingingInVain;
    }

    boolean isUnableToProbe() {
        return unableToProbe;
    }

    boolean reachesBmcs() {
        return !isolated && !cutFromBmcs;
    }

    private boolean change(boolean before, boolean on, SiteFault fault) {
        if (on && !before) {
            faults.injected(fault);
        }
        return on;
    }

    @Override
    public String toString() {
        return name;
    }
}
