package com.umcloud.umha.core.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CollectorConfigTest {
    @Test
    void hasDefaults() {
        CollectorConfig config = CollectorConfig.of(" 0.0.0.0 ", 4952, Secret.of("s3cret"));

        assertThat(config)
                .isEqualTo(new CollectorConfig(
                        "0.0.0.0",
                        4952,
                        List.of(Secret.of("s3cret")),
                        100_000,
                        500,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(10)));
        assertThat(config.enabled()).isTrue();
        assertThat(config.toString()).doesNotContain("s3cret");
        assertThat(CollectorConfig.of("", 4952, Secret.none()).enabled()).isFalse();
    }

    @Test
    void namesAllThatIsWrong() {
        assertThatThrownBy(() -> new CollectorConfig(
                        "0.0.0.0", 65_536, List.of(), 5, 10, Duration.ofMillis(-1), Duration.ofSeconds(-1)))
                .isInstanceOf(UmhaException.class)
                .hasMessageContainingAll(
                        "[collector]",
                        "udp_port is 65536",
                        "queue_capacity is 5",
                        "write_batch_delay is PT-0.001S",
                        "drain_limit is PT-1S");
    }
}
