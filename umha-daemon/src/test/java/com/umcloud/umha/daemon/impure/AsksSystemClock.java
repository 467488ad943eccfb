package com.umcloud.umha.daemon.impure;

final class AsksSystemClock {
    private AsksSystemClock() {}

    static long value() {
        return System.currentTimeMillis() + System.nanoTime();
    }
}
