package com.umcloud.umha.core.reachability;

import com.umcloud.umha.api.reachability.Reachability;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks by opening a TCP connection to one port, for networks on which ICMP is not to be had. Only an accepted connection
 * is an answer.
 *
 * <p>A <em>refused</em> connection is none, although it proves that some kernel is alive: the refusal may come from a
 * packet filter on the way, and for addresses of this machine itself (a test cloud on loopback) the own kernel always
 * refuses. So choose a port on which every watched machine listens, such as 22.
 *
 * <p>The tries of one address follow each other; each may take an even share of what is left of the limit, and after a
 * failed one there is a pause of up to 200 ms. Any number of addresses is tried at the same time on the caller's thread.
 */
public final class TcpProbe implements ReachabilityProbe {
    private final int port;
    private final NameResolver resolver;

    /**
     * A probe of one port.
     *
     * @param port 1 to 65535
     */
    public TcpProbe(int port) {
        this(port, new NameResolver(InetAddress::getByName));
    }

    TcpProbe(int port, NameResolver resolver) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port);
        }
        this.port = port;
        this.resolver = resolver;
    }

    @Override
    public Reachability probe(String address, int tries, Duration limit) throws InterruptedException {
        return probeAll(List.of(address), tries, limit).values().iterator().next();
    }

    /**
     * Probes many addresses at once on the calling thread; each open try holds one socket. Names are resolved first, one
     * after the other, so that this is meant for numeric addresses.
     *
     * @param tries per address, at least 1
     * @param limit for the whole call
     * @return one entry per distinct address, in the given order
     * @throws com.umcloud.umha.api.failure.UmhaException if this machine cannot open connections at all
     */
    public Map<String, Reachability> probeAll(Collection<String> addresses, int tries, Duration limit)
            throws InterruptedException {
        if (tries < 1) {
            throw new IllegalArgumentException(tries + " tries");
        }
        long deadline = System.nanoTime() + limit.toNanos();
        Map<String, ConnectSeries> series = new LinkedHashMap<>();
        for (String address : addresses) {
            if (!series.containsKey(address)) {
                series.put(address, new ConnectSeries(target(address, deadline).orElse(null), tries, deadline));
            }
        }
        ConnectRound.run(List.copyOf(series.values()), deadline);
        Map<String, Reachability> results = new LinkedHashMap<>();
        series.forEach((address, each) -> results.put(address, each.result()));
        return results;
    }

    private Optional<InetSocketAddress> target(String address, long deadline) throws InterruptedException {
        if (!Address.isWellFormed(address)) {
            return Optional.empty();
        }
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        return resolver.resolve(address, left).map(resolved -> new InetSocketAddress(resolved, port));
    }
}
