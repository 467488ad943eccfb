package com.umcloud.umha.core.observation;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.Sample;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTrackerTest {
    private static final Instant MEASURED = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = Instant.parse("2026-05-05T00:00:00Z");
    private final List<String> signs = new ArrayList<>();
    private final SampleTracker tracker = new SampleTracker(() -> now, (host, at) -> signs.add(host));

    private static ReceivedSample sample(String resource, double volume, int seconds) {
        return sample(resource, volume, seconds, true, "192.0.2.1");
    }

    private static ReceivedSample sample(String resource, double volume, int seconds, boolean verified, String sender) {
        Instant at = MEASURED.plusSeconds(seconds);
        Sample sample = new Sample(
                "openstack",
                ObservedMeters.STORAGE_CONNECTIVITY,
                "gauge",
                "status",
                volume,
                null,
                null,
                resource,
                at.toString(),
                Map.of(),
                UUID.randomUUID().toString());
        try {
            return new ReceivedSample(sample, "", verified, Optional.of(at), at, InetAddress.getByName(sender));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private void hear(ReceivedSample sample) {
        now = now.plusSeconds(1);
        tracker.heard(sample);
    }

    @Test
    void theSameSampleTwiceIsOneSignOfLife() {
        ReceivedSample sample = sample("c-1", 1, 0);
        hear(sample);
        hear(sample);

        assertThat(signs).hasSize(1);
        assertThat(tracker.of("c-1").orElseThrow().lastHeard()).isEqualTo(now.minusSeconds(1));
    }

    @Test
    void anUnverifiedSampleIsNothing() {
        hear(sample("c-1", 1, 0, false, "192.0.2.1"));

        assertThat(tracker.of("c-1")).isEmpty();
        assertThat(tracker.everHeard()).isFalse();
    }

    @Test
    void recordedSamplesThatAreSentAgainDoNotSpeakForALivingHost() {
        List<ReceivedSample> recorded =
                IntStream.range(0, 2000).mapToObj(i -> sample("c-1", 0, i)).toList();
        recorded.forEach(this::hear);
        hear(sample("c-1", 1, 3000));
        signs.clear();

        for (int i = 0; i < 1000; i++) {
            hear(recorded.get(i));
            if (i % 5 == 0) {
                hear(sample("c-1", 1, 3001 + i));
            }
        }

        assertThat(signs).hasSize(200);
        assertThat(tracker.of("c-1")
                        .flatMap(h -> h.since(Instant.EPOCH, ObservedMeters.STORAGE_CONNECTIVITY))
                        .orElseThrow()
                        .volume())
                .isEqualTo(1);
    }

    @Test
    void samplesThatAFeedReadsAgainAndAgainDoNotKeepADeadHostAlive() {
        List<ReceivedSample> rows =
                IntStream.range(0, 500).mapToObj(i -> sample("c-1", 1, i)).toList();
        rows.forEach(this::hear);
        signs.clear();

        for (int round = 0; round < 20; round++) {
            rows.forEach(this::hear);
        }

        assertThat(signs).isEmpty();
    }

    @Test
    void aClockThatWasSetBackIsBelievedWhenItKeepsToItsNewTime() {
        hear(sample("c-1", 1, 300));
        signs.clear();

        for (int second = 0; second < 20; second++) {
            hear(sample("c-1", 1, second));
        }

        assertThat(signs).hasSize(20 - (int) SampleTrack.SET_BACK_PROOF.toSeconds());
    }

    @Test
    void aClockThatWasSetForwardIsBelievedAtOnce() {
        hear(sample("c-1", 1, 0));
        hear(sample("c-1", 1, 300));

        assertThat(signs).hasSize(2);
    }

    @Test
    void aSampleFromAnotherHostsAddressIsASignOfLifeAndJudgesNobody() {
        tracker.watch(Set.of("c-1", "c-2"), Map.of("c-1", "192.0.2.1", "c-2", "192.0.2.2"));
        hear(sample("c-1", 1, 0));
        hear(sample("c-1", 0, 1, true, "192.0.2.2"));
        hear(sample("c-1", 0, 2, true, "198.51.100.7"));

        assertThat(signs).hasSize(3);
        HeardHost heard = tracker.of("c-1").orElseThrow();
        assertThat(heard.since(now.minus(Duration.ofMillis(1)), ObservedMeters.STORAGE_CONNECTIVITY))
                .hasValueSatisfying(v -> assertThat(v.volume()).isZero());
        assertThat(heard.since(Instant.EPOCH, ObservedMeters.STORAGE_CONNECTIVITY)
                        .orElseThrow()
                        .at())
                .isEqualTo(now);
    }

    @Test
    void aPartOfAHostCountsForTheHost() {
        hear(sample("c-1/192.0.2.9", 1, 0));

        assertThat(tracker.of("c-1")).isPresent();
    }

    @Test
    void foreignResourcesAreBoundedAndForgotten() {
        for (int i = 0; i < SampleTracker.UNWATCHED_LIMIT + 100; i++) {
            tracker.heard(sample("foreign-" + i, 1, 0));
        }
        assertThat(signs).hasSize(SampleTracker.UNWATCHED_LIMIT);

        tracker.watch(Set.of("c-1"), Map.of());
        assertThat(tracker.of("foreign-1")).isEmpty();
        assertThat(tracker.everHeard()).isFalse();
    }

    @Test
    void aWatchedHostIsHeardHoweverManyForeignOnesThereAre() {
        tracker.watch(Set.of("c-1"), Map.of());
        for (int i = 0; i < SampleTracker.UNWATCHED_LIMIT + 100; i++) {
            tracker.heard(sample("foreign-" + i, 1, 0));
        }
        hear(sample("c-1", 1, 0));

        assertThat(tracker.of("c-1")).isPresent();
    }
}
