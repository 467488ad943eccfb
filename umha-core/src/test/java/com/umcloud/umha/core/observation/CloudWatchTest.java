package com.umcloud.umha.core.observation;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.fixture.UnaskedCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether the cloud answers, as the observer takes it. */
class CloudWatchTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final Refusing cloud = new Refusing();
    private final CloudWatch watch = new CloudWatch(cloud, Duration.ofSeconds(30), executor, () -> NOW);

    /** Refuses to list its hosts so many times. */
    private static final class Refusing extends UnaskedCloud {
        private final AtomicInteger refusals = new AtomicInteger();

        @Override
        public List<ComputeHost> hosts(Duration limit) {
            if (refusals.getAndDecrement() > 0) {
                throw new UmhaException(FailureType.EXTERNAL, "GET /os-services: 503");
            }
            return List.of(new ComputeHost("node-1", true, true, "", false, Optional.of(NOW), "nova", Set.of()));
        }
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void anApiThatRefusesOnceOrTwiceStillAnswers() throws InterruptedException {
        cloud.refusals.set(2);
        watch.look(PATIENCE);
        assertThat(watch.answers()).isTrue();
        assertThat(watch.hosts()).containsOnlyKeys("node-1");
    }

    @Test
    void anApiThatGoesOnRefusingDoesNotAnswer() throws InterruptedException {
        watch.look(PATIENCE);
        cloud.refusals.set(3);
        watch.look(PATIENCE);
        assertThat(watch.answers()).isFalse();
        assertThat(watch.hosts()).containsOnlyKeys("node-1");

        watch.look(PATIENCE);
        assertThat(watch.answers()).isTrue();
    }
}
