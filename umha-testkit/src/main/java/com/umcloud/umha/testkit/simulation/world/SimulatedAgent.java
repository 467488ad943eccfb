package com.umcloud.umha.testkit.simulation.world;

import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.simulation.time.Agenda;
import java.time.Duration;
import java.time.Instant;

/** UMHA's agent on one host, by the host's own clock: it runs while the host is up, unless it is stopped. Used by one thread. */
public final class SimulatedAgent {
    private final SimulatedHost host;
    private final Agenda agenda;
    private final OperatingSystems systems;
    private final SiteNetworks networks;
    private final SampleNetwork samples;
    private final FaultCounts faults;
    private final AgentSamples meter;
    private boolean stopped;
    private boolean uuidReadable = true;
    private Duration clockOffset = Duration.ZERO;

    SimulatedAgent(
            SimulatedHost host,
            Agenda agenda,
            OperatingSystems systems,
            SiteNetworks networks,
            SampleNetwork samples,
            FaultCounts faults) {
        this.host = host;
        this.agenda = agenda;
        this.systems = systems;
        this.networks = networks;
        this.samples = samples;
        this.faults = faults;
        this.meter = new AgentSamples(host);
    }

    /** Measures for the first time after {@code phase}. */
    void begin(Duration phase, Duration interval) {
        agenda.after(phase, () -> {
            measure();
            agenda.every(interval, this::measure);
        });
    }

    private void measure() {
        if (!stopped && systems.isUp(host)) {
            Instant measuredAt = agenda.instant().plus(clockOffset);
            samples.send(host, meter.next(measuredAt, networks.reachesStorage(host), uuidReadable), measuredAt);
        }
    }

    /** The program ends, or hangs; the host is well. */
    public void stop() {
        if (!stopped) {
            faults.injected(SiteFault.AGENT_STOPPED);
        }
        stopped = true;
    }

    public void start() {
        stopped = false;
    }

    public boolean isStopped() {
        return stopped;
    }

    /** Sets the host's clock forward, or back by a negative duration. */
    public void stepClock(Duration by) {
        clockOffset = clockOffset.plus(by);
        faults.injected(SiteFault.AGENT_CLOCK_STEPPED);
    }

    /** Whether the agent can read the system's UUID; it can if nothing is said. */
    public void setUuidReadable(boolean readable) {
        uuidReadable = readable;
    }
}
