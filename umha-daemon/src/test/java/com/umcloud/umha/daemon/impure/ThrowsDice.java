package com.umcloud.umha.daemon.impure;

final class ThrowsDice {
    private ThrowsDice() {}

    static double value() {
        return Math.random();
    }
}
