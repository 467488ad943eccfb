package com.umcloud.umha.core.store.database;

import java.time.Duration;

/**
 * Bounds of the pool of connections.
 *
 * @param connections how many at most, from 1
 * @param borrowLimit how long a caller waits for a connection before the database counts as away; at least 250 ms
 */
public record PoolLimits(int connections, Duration borrowLimit) {
    /** Ten connections, five seconds. */
    public static final PoolLimits STANDARD = new PoolLimits(10, Duration.ofSeconds(5));

    public PoolLimits {
        if (connections < 1 || borrowLimit.compareTo(Duration.ofMillis(250)) < 0) {
            throw new IllegalArgumentException(connections + " connections, " + borrowLimit + " wait");
        }
    }
}
