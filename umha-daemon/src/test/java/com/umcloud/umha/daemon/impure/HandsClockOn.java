package com.umcloud.umha.daemon.impure;

import java.time.Instant;
import java.util.function.Supplier;

final class HandsClockOn {
    private HandsClockOn() {}

    static Supplier<Instant> value() {
        return Instant::now;
    }
}
