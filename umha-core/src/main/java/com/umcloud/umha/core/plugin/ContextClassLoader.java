package com.umcloud.umha.core.plugin;

import java.util.function.Supplier;

/**
 * The thread's context class loader while a plugin's code runs: the plugin's own, because libraries inside the plugin
 * may look for their parts there.
 */
final class ContextClassLoader {
    private ContextClassLoader() {}

    /** Runs something with that context class loader and puts the former one back. */
    static <T> T during(ClassLoader loader, Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader former = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(former);
        }
    }
}
