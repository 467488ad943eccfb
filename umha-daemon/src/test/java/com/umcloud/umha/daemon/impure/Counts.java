package com.umcloud.umha.daemon.impure;

final class Counts {
    private Counts() {}

    private static int count;

    static int value() {
        return ++count;
    }
}
