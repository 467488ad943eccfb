package com.umcloud.umha.daemon.impure;

import java.time.Instant;

final class AsksClock {
    private AsksClock() {}

    static Instant value() {
        return Instant.now();
    }
}
