package com.umcloud.umha.testkit.simulation.world;

import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.Sample;
import com.umcloud.umha.core.telemetry.SampleListener;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.simulation.time.Agenda;
import com.umcloud.umha.testkit.simulation.time.Chance;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries samples as datagrams: they may be lost, late, in another sequence, doubled, or be an intruder's. Used by one thread. */
public final class SampleNetwork {
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofMillis(5);
    private static final int RECORDED = 30;

    private final Agenda agenda;
    private final Chance chance;
    private final SiteNetworks networks;
    private final FaultCounts faults;
    private final Map<String, InetAddress> senders = new LinkedHashMap<>();
    private final Map<String, Deque<Sent>> recorded = new LinkedHashMap<>();
    private final List<Connection> connections = new ArrayList<>();
    private Duration delay = Duration.ZERO;
    private double doubled;
    private boolean signing = true;

    private record Sent(InetAddress sender, Sample sample, Instant measuredAt, boolean signed) {}

    private final class Connection implements SampleConnection {
        private final SimulatedController controller;
        private final SampleListener listener;
        private boolean open = true;

        Connection(SimulatedController controller, SampleListener listener) {
            this.controller = controller;
            this.listener = listener;
        }

        void arrive(Sent sent) {
            if (open && controller.hearsSamples()) {
                listener.heard(new ReceivedSample(
                        sent.sample(),
                        sent.signed() ? "signed" : "",
                        sent.signed(),
                        Optional.of(sent.measuredAt()),
                        controller.wallTime(),
                        sent.sender()));
            }
        }

        @Override
        public void close() {
            open = false;
            connections.remove(this);
        }
    }

    SampleNetwork(SiteLayout layout, SiteNetworks networks, Agenda agenda, Chance chance, FaultCounts faults) {
        this.agenda = agenda;
        this.chance = chance;
        this.networks = networks;
        this.faults = faults;
        for (HostLayout host : layout.hosts()) {
            String address = layout.samplesOverStorage() ? host.storageAddress() : host.managementAddress();
            senders.put(host.name(), address(host, address));
            recorded.put(host.name(), new ArrayDeque<>());
        }
    }

    /** Only a literal address is looked up, so no name service is asked. */
    private static InetAddress address(HostLayout host, String address) {
        if (!address.matches("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) {
            throw new IllegalArgumentException("host " + host.name() + ": '" + address + "' is no IP address");
        }
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host " + host.name() + ": '" + address + "' is no IP address", e);
        }
    }

    SampleConnection connect(SimulatedController controller, SampleListener listener) {
        Connection connection = new Connection(controller, listener);
        connections.add(connection);
        return connection;
    }

    /** A sample takes up to so much longer; zero for no longer than usual. */
    public void delay(Duration most) {
        if (!most.isZero()) {
            faults.injected(SiteFault.SAMPLES_DELAYED);
        }
        delay = most;
    }

    /** This share of the samples arrives twice, 0 to 1. */
    public void repeat(double share) {
        if (share > 0) {
            faults.injected(SiteFault.SAMPLES_DOUBLED);
        }
        doubled = share;
    }

    /** Somebody has recorded the host's last samples and sends them again now. */
    public void replay(SimulatedHost host) {
        Deque<Sent> samples = recorded.get(host.name());
        if (samples != null && !samples.isEmpty()) {
            faults.injected(SiteFault.SAMPLES_REPLAYED);
            List.copyOf(samples).forEach(this::transmit);
        }
    }

    /** Somebody who does not know the secret sends the host's newest sample under a new id and time. */
    public void forge(SimulatedHost host) {
        newest(host).ifPresent(model -> forge(model, model.sample().volume()));
    }

    /** Somebody who does not know the secret sends a sample that says that no storage server answers the host. */
    public void forgeStorageLost(SimulatedHost host) {
        newest(host).ifPresent(model -> forge(model, 0.0));
    }

    private Optional<Sent> newest(SimulatedHost host) {
        Deque<Sent> samples = recorded.get(host.name());
        return samples == null || samples.isEmpty() ? Optional.empty() : Optional.of(samples.getLast());
    }

    private void forge(Sent model, @Nullable Double volume) {
        faults.injected(SiteFault.SAMPLE_FORGED);
        Sample sample =
                AgentSamples.again(model.sample(), "forged-" + model.sample().messageId(), agenda.instant(), volume);
        transmit(new Sent(model.sender(), sample, agenda.instant(), false));
    }

    /** Whether the agents have a secret to sign with from now on; they have if nothing is said. */
    public void sign(boolean on) {
        signing = on;
    }

    void send(SimulatedHost host, Sample sample, Instant measuredAt) {
        InetAddress sender = senders.get(host.name());
        Deque<Sent> samples = recorded.get(host.name());
        if (sender == null || samples == null || !networks.carriesSamplesOf(host)) {
            return;
        }
        Sent sent = new Sent(sender, sample, measuredAt, signing);
        if (samples.size() == RECORDED) {
            samples.removeFirst();
        }
        samples.addLast(sent);
        transmit(sent);
        if (doubled > 0 && chance.happens(doubled)) {
            faults.met(SiteFault.SAMPLES_DOUBLED);
            transmit(sent);
        }
    }

    private void transmit(Sent sent) {
        for (Connection connection : connections) {
            if (!networks.losesPacket()) {
                agenda.after(chance.between(LEAST, MOST.plus(delay)), () -> connection.arrive(sent));
            }
        }
    }
}
