package com.umcloud.umha.core.observation;

import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.assessment.StorageReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks fence devices for one round: those of all hosts that may be dead, and, a few in each round, those of living hosts
 * whose turn it is to be checked. Used by the observer's thread.
 */
final class PowerSurvey {
    private static final Logger LOG = LoggerFactory.getLogger(PowerSurvey.class);
    private static final Duration GRACE = Duration.ofMillis(500);

    private final DeviceTracker devices;
    private final ObserverThreads threads;
    private final Duration callLimit;
    private final Duration checkInterval;

    PowerSurvey(DeviceTracker devices, ObserverThreads threads, Duration callLimit, Duration checkInterval) {
        this.devices = devices;
        this.threads = threads;
        this.callLimit = callLimit;
        this.checkInterval = checkInterval;
    }

    /** Puts the power states into the observations; a device that hangs counts as unreachable. */
    void ask(
            Map<String, Observation> observations,
            Instant now,
            BiFunction<String, Observation, Instant> aliveAt,
            Function<String, Optional<UUID>> agentUuid)
            throws InterruptedException {
        Map<UUID, String> systems = new HashMap<>();
        observations.keySet().forEach(host -> agentUuid.apply(host).ifPresent(system -> systems.put(system, host)));
        List<String> hosts = new ArrayList<>();
        List<Callable<PowerObservation>> calls = new ArrayList<>();
        int checks = 0;
        for (Map.Entry<String, Observation> entry : observations.entrySet()) {
            String host = entry.getKey();
            Observation seen = entry.getValue();
            if (isSuspicious(seen)) {
                if (devices.isUsable(host)) {
                    hosts.add(host);
                    calls.add(() -> devices.read(host, systems));
                }
            } else if (checks < threads.parallelDevices() && devices.isDue(host, now, checkInterval)) {
                checks++;
                hosts.add(host);
                calls.add(() -> devices.check(host, agentUuid.apply(host), aliveAt.apply(host, seen)));
            }
        }
        if (hosts.isEmpty()) {
            return;
        }
        Duration patience = callLimit
                .multipliedBy(calls.size() / threads.parallelDevices() + 1L)
                .plus(GRACE);
        List<Future<PowerObservation>> done =
                threads.devices().invokeAll(calls, patience.toMillis(), TimeUnit.MILLISECONDS);
        for (int i = 0; i < hosts.size(); i++) {
            PowerObservation power = result(hosts.get(i), done.get(i));
            observations.computeIfPresent(hosts.get(i), (host, seen) -> with(seen, power));
        }
    }

    private static boolean isSuspicious(Observation seen) {
        return seen.liveness() != Liveness.ALIVE
                || seen.storage() == StorageReading.LOST
                || seen.storage() == StorageReading.UNREACHABLE;
    }

    private static PowerObservation result(String host, Future<PowerObservation> future) throws InterruptedException {
        try {
            return future.get();
        } catch (CancellationException e) {
            LOG.debug("the device of {} was not read in time", host);
            return PowerObservation.UNREACHABLE;
        } catch (ExecutionException e) {
            LOG.warn("the device of {} could not be read", host, e.getCause());
            return PowerObservation.UNREADABLE;
        }
    }

    private static Observation with(Observation seen, PowerObservation power) {
        return new Observation(
                seen.at(), seen.storage(), seen.liveness(), seen.probed(), power, seen.business(), seen.path());
    }
}
