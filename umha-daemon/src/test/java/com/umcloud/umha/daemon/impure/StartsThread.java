package com.umcloud.umha.daemon.impure;

final class StartsThread {
    private StartsThread() {}

    static void value() {
        new Thread(() -> {}).start();
    }
}
