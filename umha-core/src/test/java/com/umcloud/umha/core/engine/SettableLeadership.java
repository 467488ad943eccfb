package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.leadership.Leadership;
import java.time.Duration;
import java.util.OptionalLong;

/** Leadership as a test wants it. */
final class SettableLeadership implements Leadership {
    private volatile OptionalLong epoch = OptionalLong.of(1);
    private volatile Duration remaining = Duration.ofMinutes(1);

    void set(OptionalLong now) {
        epoch = now;
    }

    void remaining(Duration left) {
        remaining = left;
    }

    @Override
    public OptionalLong epoch() {
        return epoch;
    }

    @Override
    public Duration remaining() {
        return epoch.isPresent() ? remaining : Duration.ZERO;
    }
}
