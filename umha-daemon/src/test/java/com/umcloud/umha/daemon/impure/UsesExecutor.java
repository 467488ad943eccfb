package com.umcloud.umha.daemon.impure;

import java.util.concurrent.ExecutorService;

final class UsesExecutor {
    private UsesExecutor() {}

    static void value(ExecutorService executor) {
        executor.execute(() -> {});
    }
}
