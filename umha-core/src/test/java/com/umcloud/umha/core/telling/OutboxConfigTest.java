package com.umcloud.umha.core.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxConfigTest {
    @Test
    void theStandard() {
        assertThat(OutboxConfig.standard())
                .isEqualTo(new OutboxConfig(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(30),
                        Duration.ofSeconds(5)));
    }

    @Test
    void pausesDoubleUntilTheLongest() {
        OutboxConfig config = OutboxConfig.standard();
        assertThat(IntStream.of(0, 1, 2, 5, 6, 1_000_000)
                        .mapToLong(before -> config.pauseAfter(before).toSeconds()))
                .containsExactly(10L, 20L, 40L, 320L, 600L, 600L);
    }

    @Test
    void refusesPausesThatMakeNoSense() {
        Duration one = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new OutboxConfig(one, Duration.ZERO, one, one, one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
        assertThatThrownBy(() -> new OutboxConfig(one, Duration.ofSeconds(2), one, one, one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exceeds the longest");
    }
}
