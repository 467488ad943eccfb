package com.umcloud.umha.daemon.impure;

import java.time.Clock;

final class AsksClockObject {
    private AsksClockObject() {}

    static Clock value() {
        return Clock.systemUTC();
    }
}
