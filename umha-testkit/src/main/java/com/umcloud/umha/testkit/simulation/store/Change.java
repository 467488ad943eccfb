package com.umcloud.umha.testkit.simulation.store;

import java.util.Optional;

/**
 * What a transaction will have done once it is committed.
 *
 * @param result what the caller is told then
 * @param effect how the tables change; empty if they do not. It cannot fail
 */
record Change<T>(T result, Optional<Runnable> effect) {
    static <T> Change<T> of(T result, Runnable effect) {
        return new Change<>(result, Optional.of(effect));
    }

    static <T> Change<T> none(T result) {
        return new Change<>(result, Optional.empty());
    }

    /** The part of a transaction before its commit: reads, checks, locks. */
    @FunctionalInterface
    interface Transaction<T> {
        /**
         * What is to be committed.
         *
         * @throws com.umcloud.umha.api.failure.UmhaException if the database refuses it
         */
        Change<T> prepare();
    }
}
