package com.umcloud.umha.daemon.impure;

final class SharesArray {
    private SharesArray() {}

    private static final int[] COUNTS = {0};

    static int value() {
        return ++COUNTS[0];
    }
}
