package com.umcloud.umha.it.openstack.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.it.openstack.AdminClient;
import com.umcloud.umha.it.openstack.RealCloud;
import com.umcloud.umha.it.openstack.RealServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What a person with a script can do: force the host down, ask for all evacuations with several calls at a time, and look at
 * the list of instances until all are ACTIVE. The list and the token are there before the clock starts.
 */
final class DirectRun {
    /** How long the caller pauses between two looks at the list. */
    static final Duration POLL = Duration.ofMillis(500);

    /** As UMHA calls it for instances that are rebuilt from their image. */
    private static final String EVACUATE_VERSION = "2.68";

    private final Stage stage;
    private final boolean named;
    private final int threads;
    private final Map<String, Instant> noticed = new HashMap<>();

    /**
     * @param named whether the other hosts are named in turn
     * @param threads how many calls are under way at a time
     */
    DirectRun(Stage stage, boolean named, int threads) {
        this.stage = stage;
        this.named = named;
        this.threads = threads;
    }

    /** When the first evacuation was asked for, and when the caller saw each instance ACTIVE. */
    record Called(Instant beganAt, Instant firstCall, Map<String, Instant> noticed) {}

    /** Runs it; the host is off. Returns when the caller has seen all instances ACTIVE elsewhere. */
    Called run(List<String> ids, Duration limit) {
        RealCloud cloud = stage.cloud();
        String service = cloud.service(stage.source()).path("id").asText();
        List<String> others = stage.others();
        ExecutorService callers = BenchThreads.pool("caller", threads);
        try {
            Instant begin = Instant.now();
            cloud.admin().nova("PUT", "/os-services/" + service, Map.of("forced_down", true));
            Instant firstCall = Instant.now();
            List<Future<JsonNode>> calls = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                String path = "/servers/" + ids.get(i) + "/action";
                Map<String, ?> where = named ? Map.of("host", others.get(i % others.size())) : Map.of();
                calls.add(callers.submit(
                        () -> cloud.admin().nova(EVACUATE_VERSION, "POST", path, Map.of("evacuate", where))));
            }
            poll(cloud.admin(), Set.copyOf(ids), begin.plus(limit), calls);
            return new Called(begin, firstCall, Map.copyOf(noticed));
        } finally {
            callers.shutdownNow();
        }
    }

    private void poll(AdminClient admin, Set<String> ids, Instant end, List<Future<JsonNode>> calls) {
        while (noticed.size() < ids.size()) {
            failed(calls).ifPresent(why -> {
                throw new IllegalStateException("a direct call failed", why);
            });
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(
                        "not all instances are ACTIVE: " + noticed.size() + " of " + ids.size());
            }
            List<RealServer> servers = stage.cloud().servers();
            Instant now = Instant.now();
            servers.stream()
                    .filter(server -> ids.contains(server.id()))
                    .filter(server -> server.rests("ACTIVE") && !server.host().equals(stage.source()))
                    .forEach(server -> noticed.putIfAbsent(server.id(), now));
            pause();
        }
    }

    private static Optional<Throwable> failed(List<Future<JsonNode>> calls) {
        for (Future<JsonNode> call : calls) {
            if (call.isDone()) {
                try {
                    call.get();
                } catch (ExecutionException e) {
                    return Optional.of(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.of(e);
                }
            }
        }
        return Optional.empty();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
