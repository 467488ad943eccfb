package com.umcloud.umha.daemon.impure;

final class IsSynchronized {
    private IsSynchronized() {}

    static synchronized int value() {
        return 1;
    }
}
