package com.umcloud.umha.core.observation;

import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.Sample;
import com.umcloud.umha.core.telemetry.SampleListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the newest samples of each host. Only verified samples count, each message id once, and one that is older than
 * what is known already only if the sender's clock was set back. Heard by collector threads, read by the observer.
 */
public final class SampleTracker implements SampleListener {
    private static final int REMEMBERED_IDS = 256;

    private final InstantSource steadyClock;
    private final BiConsumer<String, Instant> onSignOfLife;
    private final Map<String, Track> tracks = new ConcurrentHashMap<>();

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
        Instant now = steadyClock.instant();
        Track track = tracks.computeIfAbsent(host, h -> new Track());
        if (track.accept(received, now)) {
            onSignOfLife.accept(host, now);
        }
    }

    /** What was heard of the host; empty if nothing yet. */
    public Optional<HeardHost> of(String host) {
        return Optional.ofNullable(tracks.get(host)).flatMap(Track::snapshot);
    }

    /** Forgets everything that is not about these hosts, so that foreign resources do not pile up. */
    public void retain(Set<String> hosts) {
        tracks.keySet().retainAll(hosts);
    }

    /** When any host was heard last; empty if none ever was. */
    public Optional<Instant> lastHeardFromAnyone() {
        return tracks.values().stream()
                .flatMap(t -> t.snapshot().stream())
                .map(HeardHost::lastHeard)
                .max(Instant::compareTo);
    }

    /** A resource is {@code host} or {@code host/part}. */
    private static String hostOf(Sample sample) {
        int slash = sample.resourceId().indexOf('/');
        return slash < 0 ? sample.resourceId() : sample.resourceId().substring(0, slash);
    }

    /** The samples of one host. */
    private static final class Track {
        private final Map<String, Boolean> seenIds = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > REMEMBERED_IDS;
            }
        };
        private final Map<String, HeardHost.MeterValue> meters = new HashMap<>();
        private final Map<String, Instant> newestMeasured = new HashMap<>();
        private final Map<String, Instant> setBack = new HashMap<>();
        private @Nullable Instant lastHeard;
        private @Nullable UUID systemUuid;

        synchronized boolean accept(ReceivedSample received, Instant now) {
            Sample sample = received.sample();
            if (seenIds.put(sample.messageId(), Boolean.TRUE) != null || !isNewer(received)) {
                return false;
            }
            lastHeard = now;
            Double volume = sample.volume();
            if (volume != null) {
                meters.put(sample.name(), new HeardHost.MeterValue(volume, now));
            }
            Object uuid = sample.metadata().get("system_uuid");
            if (uuid instanceof String text) {
                systemUuid = uuidOf(text);
            }
            return true;
        }

        /** A sender whose clock was set back is believed with its second sample in the new order. */
        private boolean isNewer(ReceivedSample received) {
            Instant measured = received.measuredAt().orElse(null);
            if (measured == null) {
                return false;
            }
            String series = received.sample().name() + " " + received.sample().resourceId();
            Instant newest = newestMeasured.get(series);
            Instant back = setBack.get(series);
            if (newest == null || measured.isAfter(newest) || (back != null && measured.isAfter(back))) {
                newestMeasured.put(series, measured);
                setBack.remove(series);
                return true;
            }
            setBack.put(series, measured);
            return false;
        }

        synchronized Optional<HeardHost> snapshot() {
            return lastHeard == null
                    ? Optional.empty()
                    : Optional.of(new HeardHost(lastHeard, meters, Optional.ofNullable(systemUuid)));
        }

        private static @Nullable UUID uuidOf(String text) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }
}
