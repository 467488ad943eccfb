package com.umcloud.umha.core.collector;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How the collector receives and stores: section {@code [collector]} and the secret of {@code [publisher]}.
 *
 * @param address {@code udp_address}: the address to listen on; all of IPv4 by default, {@code ::} for IPv6 as well; empty:
 *     nothing is received
 * @param port {@code udp_port}, 0 to 65535, by default 4952; 0 takes any free one
 * @param secrets {@code [publisher] telemetry_secret}: a sample is authentic if it is signed with any of them; none, or
 *     only empty ones: everything is taken, and nothing counts as verified
 * @param queueCapacity {@code queue_capacity}: so many samples wait while the database is away, by default 100000; then
 *     the oldest give way
 * @param batchSize {@code write_batch_size}: at most so many samples are written at once, by default 500
 * @param batchDelay {@code write_batch_delay}: at most so long a sample waits for others, by default 200 ms
 * @param drainLimit {@code drain_limit}: at most so long the end of the collector waits for the database, by default 10 s
 */
public record CollectorConfig(
        String address,
        int port,
        List<Secret> secrets,
        int queueCapacity,
        int batchSize,
        Duration batchDelay,
        Duration drainLimit) {
    public static final String DEFAULT_ADDRESS = "0.0.0.0";
    public static final int DEFAULT_PORT = 4952;
    public static final int DEFAULT_QUEUE_CAPACITY = 100_000;
    public static final int DEFAULT_BATCH_SIZE = 500;
    public static final Duration DEFAULT_BATCH_DELAY = Duration.ofMillis(200);
    public static final Duration DEFAULT_DRAIN_LIMIT = Duration.ofSeconds(10);

    private static final int HIGHEST_PORT = 65_535;
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    /** @throws UmhaException CONFIGURATION with all values that cannot be used */
    public CollectorConfig {
        address = address.strip();
        secrets = List.copyOf(secrets);
        List<String> problems = new ArrayList<>();
        if (port < 0 || port > HIGHEST_PORT) {
            problems.add("udp_port is " + port + ", allowed are 0 to " + HIGHEST_PORT);
        }
        if (batchSize < 1) {
            problems.add("write_batch_size is " + batchSize + ", allowed are 1 and more");
        }
        if (queueCapacity < Math.max(1, batchSize)) {
            problems.add("queue_capacity is " + queueCapacity + ", allowed are write_batch_size (" + batchSize
                    + ") and more");
        }
        if (batchDelay.isNegative() || batchDelay.compareTo(LONGEST_DELAY) > 0) {
            problems.add("write_batch_delay is " + batchDelay + ", allowed are 0 to " + LONGEST_DELAY);
        }
        if (drainLimit.isNegative()) {
            problems.add("drain_limit is " + drainLimit + ", allowed are 0 and more");
        }
        if (!problems.isEmpty()) {
            throw new UmhaException(FailureType.CONFIGURATION, "[collector] " + String.join("; ", problems));
        }
    }

    /** Everything but address, port and secret as by default. */
    public static CollectorConfig of(String address, int port, Secret secret) {
        return new CollectorConfig(
                address,
                port,
                List.of(secret),
                DEFAULT_QUEUE_CAPACITY,
                DEFAULT_BATCH_SIZE,
                DEFAULT_BATCH_DELAY,
                DEFAULT_DRAIN_LIMIT);
    }

    /** Whether anything is received. */
    public boolean enabled() {
        return !address.isEmpty();
    }
}
