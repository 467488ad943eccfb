package com.umcloud.umha.core.telemetry;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where datagrams go. A name is looked up again every minute by one of the calling threads, so that an address that moves is
 * followed; when the look-up fails the last known address stays. A literal address is never looked up.
 */
final class UdpDestination {
    private static final long LOOKUP_INTERVAL = Duration.ofMinutes(1).toNanos();

    private final String host;
    private final int port;
    private final LongSupplier nanoTime;
    private final ReentrantLock lookup = new ReentrantLock();
    private volatile @Nullable Known known;

    UdpDestination(String host, int port, LongSupplier nanoTime) {
        this.host = host;
        this.port = port;
        this.nanoTime = nanoTime;
    }

    /**
     * The address to send to. Blocks for a look-up of the name, as long as the system's resolver does.
     *
     * @throws UnknownHostException if the name never had an address
     */
    InetSocketAddress address() throws UnknownHostException {
        Known last = known;
        if (last == null) {
            lookup.lock();
        } else if (nanoTime.getAsLong() - last.at() < LOOKUP_INTERVAL || !lookup.tryLock()) {
            return last.address();
        }
        try {
            return lookUp();
        } finally {
            lookup.unlock();
        }
    }

    private InetSocketAddress lookUp() throws UnknownHostException {
        Known last = known;
        if (last != null && nanoTime.getAsLong() - last.at() < LOOKUP_INTERVAL) {
            return last.address();
        }
        InetSocketAddress address;
        try {
            address = new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            if (last == null) {
                throw e;
            }
            address = last.address();
        }
        known = new Known(address, nanoTime.getAsLong());
        return address;
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }

    private record Known(InetSocketAddress address, long at) {}
}
