package com.umcloud.umha.core.observation;

import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.Sample;
import com.umcloud.umha.core.telemetry.SampleListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the newest samples of each host. Only verified samples count, each message id once, and one that is older than
 * what is known already only if the sender's clock was set back. One that was sent from another host's known address is a
 * sign of life at most. Heard by collector threads, read by the observer.
 */
public final class SampleTracker implements SampleListener {
    /** So many hosts that nobody asked to watch are kept until the next {@link #watch}. */
    static final int UNWATCHED_LIMIT = 20_000;

    private final InstantSource steadyClock;
    private final BiConsumer<String, Instant> onSignOfLife;
    private final Map<String, SampleTrack> tracks = new ConcurrentHashMap<>();
    private volatile Watched watched = new Watched(Set.of(), Map.of(), Map.of());

    /** The hosts that are watched, their known addresses, and the hosts by these. */
    private record Watched(Set<String> hosts, Map<String, String> addressByHost, Map<String, String> hostByAddress) {}

    /**
     * @param onSignOfLife called on the collector's thread with host and steady time for every sample that counts; must not
     *     block
     */
    public SampleTracker(InstantSource steadyClock, BiConsumer<String, Instant> onSignOfLife) {
        this.steadyClock = steadyClock;
        this.onSignOfLife = onSignOfLife;
    }

    @Override
    public void heard(ReceivedSample received) {
        if (!received.verified()) {
            return;
        }
        String host = hostOf(received.sample());
        SampleTrack track = track(host);
        Instant now = steadyClock.instant();
        if (track != null && track.accept(received, now, isRelayed(host, received))) {
            onSignOfLife.accept(host, now);
        }
    }

    private @Nullable SampleTrack track(String host) {
        SampleTrack known = tracks.get(host);
        if (known != null) {
            return known;
        }
        boolean full = tracks.size() >= watched.hosts().size() + UNWATCHED_LIMIT;
        return full && !watched.hosts().contains(host) ? null : tracks.computeIfAbsent(host, h -> new SampleTrack());
    }

    private boolean isRelayed(String host, ReceivedSample received) {
        String owner = watched.hostByAddress().get(received.sender().getHostAddress());
        return owner != null && !owner.equals(host);
    }

    /** What was heard of the host; empty if nothing yet. */
    public Optional<HeardHost> of(String host) {
        return Optional.ofNullable(tracks.get(host)).flatMap(SampleTrack::snapshot);
    }

    /**
     * Forgets everything that is not about these hosts, so that foreign resources do not pile up.
     *
     * @param addressByHost the address of each host from which no other host's samples are expected
     */
    public void watch(Set<String> hosts, Map<String, String> addressByHost) {
        Watched before = watched;
        if (!before.addressByHost().equals(addressByHost)) {
            Map<String, String> hostByAddress = new HashMap<>();
            addressByHost.forEach((host, address) -> hostByAddress.put(address, host));
            watched = new Watched(Set.copyOf(hosts), Map.copyOf(addressByHost), Map.copyOf(hostByAddress));
        } else if (!before.hosts().equals(hosts)) {
            watched = new Watched(Set.copyOf(hosts), before.addressByHost(), before.hostByAddress());
        }
        tracks.keySet().retainAll(hosts);
    }

    /** Whether any host was ever heard. */
    public boolean everHeard() {
        return tracks.values().stream().anyMatch(t -> t.snapshot().isPresent());
    }

    /** A resource is {@code host} or {@code host/part}. */
    private static String hostOf(Sample sample) {
        int slash = sample.resourceId().indexOf('/');
        return slash < 0 ? sample.resourceId() : sample.resourceId().substring(0, slash);
    }
}
