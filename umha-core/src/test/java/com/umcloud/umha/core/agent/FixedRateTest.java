package com.umcloud.umha.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FixedRateTest {
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long START = Long.MAX_VALUE - 5 * SECOND;

    @Test
    void isDueAtOnceAndThenOnAGridThatBeginsAtMostATenthEarlier() {
        FixedRate rate = new FixedRate(START, INTERVAL, "compute-1");
        assertThat(rate.due()).isEqualTo(START);
        assertThat(rate.advance(START)).isZero();
        long second = rate.due();
        assertThat(second - START).isBetween(27 * SECOND, 30 * SECOND);
        assertThat(rate.advance(second)).isZero();
        assertThat(rate.due() - second).isEqualTo(30 * SECOND);
    }

    @Test
    void passesOverWhatWasMissedAndKeepsTheGrid() {
        FixedRate rate = new FixedRate(START, INTERVAL, "compute-1");
        rate.advance(START);
        long second = rate.due();
        assertThat(rate.advance(second + 61 * SECOND)).isEqualTo(2);
        assertThat(rate.due() - second).isEqualTo(90 * SECOND);
        assertThat(rate.advance(rate.due() - 1)).isZero();
    }

    @Test
    void theShareIsStablePerHostAndSpreadOverHosts() {
        Set<Long> seconds = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            seconds.add(secondDue("compute-" + i));
            assertThat(secondDue("compute-" + i)).isEqualTo(secondDue("compute-" + i));
        }
        assertThat(seconds).hasSizeGreaterThan(100);
    }

    private static long secondDue(String host) {
        FixedRate rate = new FixedRate(0, INTERVAL, host);
        rate.advance(0);
        return rate.due();
    }
}
