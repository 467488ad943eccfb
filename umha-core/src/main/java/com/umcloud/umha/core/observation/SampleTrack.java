package com.umcloud.umha.core.observation;

import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The samples of one host. Bounded, whatever is sent. Safe for use by several threads. */
final class SampleTrack {
    /** So many message ids are known again; more than a feed reads twice. */
    private static final int REMEMBERED_IDS = 768;

    private static final int REMEMBERED_SERIES = 256;

    /** So long a sender must keep to its new, earlier time before it is believed to have set its clock back. */
    static final Duration SET_BACK_PROOF = Duration.ofSeconds(10);

    private final Map<String, HeardHost.MeterValue> meters = bounded();
    private final Map<String, Series> series = bounded();
    private long[] ids = new long[16];
    private int idCount;
    private @Nullable Instant lastHeard;
    private @Nullable UUID systemUuid;
    private Optional<HeardHost> snapshot = Optional.empty();

    /**
     * How one meter of one resource stands.
     *
     * @param newest the newest time of measurement that was believed
     * @param back the newest one of a run of earlier times; null without such a run
     * @param backSince when the run began, in steady time
     */
    private record Series(
            Instant newest,
            @Nullable Instant back,
            @Nullable Instant backSince) {}

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > REMEMBERED_SERIES;
            }
        };
    }

    /** @param relayed whether it came from another host's address, so that its value says nothing */
    synchronized boolean accept(ReceivedSample received, Instant now, boolean relayed) {
        Instant measured = received.measuredAt().orElse(null);
        Sample sample = received.sample();
        if (measured == null || !isNewer(sample, measured, now)) {
            return false;
        }
        remember(idOf(sample));
        lastHeard = now;
        Double volume = sample.volume();
        if (volume != null && !relayed) {
            meters.put(sample.name(), new HeardHost.MeterValue(volume, now));
        }
        if (sample.metadata().get("system_uuid") instanceof String text && !relayed) {
            systemUuid = uuidOf(text);
        }
        snapshot = Optional.of(new HeardHost(now, meters, Optional.ofNullable(systemUuid)));
        return true;
    }

    /**
     * A sender whose clock was set back is believed when unseen samples have kept to its new time for a while and none in
     * the old order came in between: samples that somebody recorded and sends again do not make a live host speak.
     */
    private boolean isNewer(Sample sample, Instant measured, Instant now) {
        String key = sample.name() + " " + sample.resourceId();
        Series known = series.get(key);
        if (known == null || measured.isAfter(known.newest())) {
            series.put(key, new Series(measured, null, null));
            return true;
        }
        if (measured.equals(known.newest()) || isRemembered(idOf(sample))) {
            return false;
        }
        remember(idOf(sample));
        boolean goesOn = known.back() != null && measured.isAfter(known.back());
        Instant since = goesOn && known.backSince() != null ? known.backSince() : now;
        if (goesOn && !now.isBefore(since.plus(SET_BACK_PROOF))) {
            series.put(key, new Series(measured, null, null));
            return true;
        }
        series.put(key, new Series(known.newest(), measured, since));
        return false;
    }

    synchronized Optional<HeardHost> snapshot() {
        return lastHeard == null ? Optional.empty() : snapshot;
    }

    private void remember(long id) {
        if (idCount == ids.length && ids.length < REMEMBERED_IDS) {
            ids = Arrays.copyOf(ids, Math.min(ids.length * 4, REMEMBERED_IDS));
        }
        ids[idCount % ids.length] = id;
        idCount = idCount + 1 < Integer.MAX_VALUE ? idCount + 1 : ids.length;
    }

    private boolean isRemembered(long id) {
        for (int i = 0; i < Math.min(idCount, ids.length); i++) {
            if (ids[i] == id) {
                return true;
            }
        }
        return false;
    }

    private static long idOf(Sample sample) {
        long hash = 1125899906842597L;
        for (int i = 0; i < sample.messageId().length(); i++) {
            hash = 31 * hash + sample.messageId().charAt(i);
        }
        return hash;
    }

    private static @Nullable UUID uuidOf(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
