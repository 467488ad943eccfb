package com.umcloud.umha.core.telemetry;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each sample as one datagram to one collector, over IPv4 or IPv6 (Ceilometer {@code publisher/udp.py}). As there, a
 * datagram that cannot be sent is lost; it is counted, and told when sending begins to fail and when it works again.
 * Thread-safe. An interrupt of the calling thread does not disturb it.
 */
public final class UdpPublisher implements SamplePublisher {
    /** The longest payload of a UDP datagram over IPv4. */
    public static final int LARGEST_DATAGRAM = 65_507;

    private static final Logger LOG = LoggerFactory.getLogger(UdpPublisher.class);
    private static final int METERS_TOLD = 1000;

    private final UdpDestination destination;
    private final SampleCodec codec;
    private final DatagramSocket socket;
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Set<String> unsendableMeters = ConcurrentHashMap.newKeySet();

    /**
     * @param host a name, an IPv4 address or an IPv6 address with or without brackets
     * @param port 1 to 65535
     * @param codec signs with the telemetry secret
     * @param nanoTime monotonic time in nanoseconds
     * @throws UmhaException CONFIGURATION if host or port cannot be one; EXTERNAL if the system gives no socket
     */
    public UdpPublisher(String host, int port, SampleCodec codec, LongSupplier nanoTime) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (bare.isBlank() || port < 1 || port > 65_535) {
            throw new UmhaException(
                    FailureType.CONFIGURATION,
                    "publisher udp://" + host + ":" + port + " needs a host and a port from 1 to 65535");
        }
        this.destination = new UdpDestination(bare, port, nanoTime);
        this.codec = codec;
        try {
            this.socket = new DatagramSocket();
        } catch (SocketException e) {
            throw new UmhaException(FailureType.EXTERNAL, "no UDP socket to publish from: " + e.getMessage(), e);
        }
    }

    @Override
    public void publish(Sample sample) {
        byte[] datagram;
        try {
            datagram = codec.encode(sample);
        } catch (UmhaException e) {
            unsendable(sample, e.getMessage());
            return;
        }
        if (datagram.length > LARGEST_DATAGRAM) {
            unsendable(sample, datagram.length + " bytes are more than a datagram's " + LARGEST_DATAGRAM);
            return;
        }
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, destination.address()));
            succeeded();
        } catch (UnknownHostException e) {
            failed("unknown host");
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()));
        }
    }

    /** How many samples left this host; whether they arrived is unknown. */
    public long sent() {
        return sent.sum();
    }

    /** How many samples were lost here. */
    public long failed() {
        return failed.sum();
    }

    /** Releases the socket; what is published afterwards is counted as failed. */
    @Override
    public void close() {
        socket.close();
    }

    private void succeeded() {
        sent.increment();
        if (failing.getAndSet(false)) {
            LOG.info("samples are sent to {} again; {} were lost since the start", destination, failed.sum());
        }
    }

    private void failed(String why) {
        failed.increment();
        if (!socket.isClosed() && !failing.getAndSet(true)) {
            LOG.warn("samples cannot be sent to {}: {}; they are lost until it works again", destination, why);
        }
    }

    private void unsendable(Sample sample, @Nullable String why) {
        failed.increment();
        if (unsendableMeters.size() < METERS_TOLD && unsendableMeters.add(sample.name())) {
            LOG.warn(
                    "a sample of {} of {} cannot be sent: {}; told once per meter",
                    sample.name(),
                    sample.resourceId(),
                    why);
        }
    }
}
