package com.umcloud.umha.it.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.it.openstack.AdminApi.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The OpenStack that {@code up.sh} has started: its hosts and faults by the scripts, its instances by the administrator's
 * API. Only one at a time may use it. Safe for use by several threads where nothing else is said.
 */
final class RealCloud implements AutoCloseable {
    /** So long the slowest single thing may take. */
    static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final Duration SCRIPT = Duration.ofSeconds(120);

    private final CloudProperties properties = CloudProperties.read();
    private final Scripts scripts = new Scripts();
    private final AdminApi api = new AdminApi(properties);
    private final ExecutorService pool = Executors.newFixedThreadPool(8);

    CloudProperties properties() {
        return properties;
    }

    AdminApi api() {
        return api;
    }

    List<String> hosts() {
        return properties.hosts();
    }

    // ---- hosts

    /** The host and its guests die; its BMC still says on. */
    void kill(String host) {
        scripts.run(SCRIPT, "host.sh", "kill", host);
    }

    /** Starts these hosts at the same time; returns when each of them has reported. */
    void start(List<String> hosts) {
        hosts.forEach(host -> scripts.run(SCRIPT, "host.sh", "start", host, "--no-wait"));
        hosts.forEach(host -> scripts.run(SCRIPT, "host.sh", "start", host));
    }

    boolean runs(String host) {
        try {
            return scripts.run(SCRIPT, "host.sh", "status", host).contains("nova_compute=yes");
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Switches faults on: {@code KEY=VALUE}, see the README of the scripts. */
    void fault(String host, String... switches) {
        List<String> arguments = new ArrayList<>(List.of(host));
        arguments.addAll(List.of(switches));
        scripts.run(SCRIPT, "fault.sh", arguments.toArray(String[]::new));
    }

    void clearFaults() {
        scripts.run(SCRIPT, "fault.sh", "all", "clear");
    }

    /** Starts the proxy, which those who log in from now on go through. */
    void proxyOn() {
        scripts.run(SCRIPT, "proxy.sh", "on");
    }

    void proxyOff() {
        scripts.run(SCRIPT, "proxy.sh", "off");
    }

    /** What the proxy does wrong from now on, as JSON. */
    void proxyRules(String rules) {
        scripts.run(SCRIPT, "proxy.sh", "rules", rules);
    }

    JsonNode service(String host) {
        for (JsonNode service : api.get("/os-services?binary=nova-compute").path("services")) {
            if (service.path("host").asText().equals(host)) {
                return service;
            }
        }
        throw new IllegalStateException("Nova knows no compute service on " + host);
    }

    void changeService(String host, String body) {
        api.call("PUT", "/os-services/" + service(host).path("id").asText(), "2.53", body);
    }

    /** Undoes every isolation; Nova allows it once the hosts have looked after what was evacuated from them. */
    void enable(String host) {
        JsonNode service = service(host);
        if (service.path("status").asText().equals("enabled")
                && !service.path("forced_down").asBoolean()) {
            return;
        }
        await(
                "return of " + host,
                () -> isAccepted(() -> changeService(host, "{\"status\": \"enabled\", \"forced_down\": false}")),
                ok -> ok);
    }

    private static boolean isAccepted(Runnable call) {
        try {
            call.run();
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    // ---- instances

    /** Boots instances on this host at the same time; returns their ids when all are ACTIVE. */
    List<String> boot(int number, String host) {
        List<String> ids = new ArrayList<>();
        together(number, i -> {
            String id = create("vm-" + i, host);
            synchronized (ids) {
                ids.add(id);
            }
        });
        ids.forEach(id -> awaitStatus(id, "ACTIVE"));
        return List.copyOf(ids);
    }

    /** Asks for an instance on this host and does not wait for it. */
    String create(String name, String host) {
        String body = """
                {"server": {"name": "%s", "imageRef": "%s", "flavorRef": "%s", "networks": "none", "host": "%s"}}""".formatted(name, properties.text("image_id"), properties.text("flavor_id"), host);
        return api.post("/servers", "2.74", body).path("server").path("id").asText();
    }

    JsonNode server(String id) {
        return api.get("/servers/" + id).path("server");
    }

    List<JsonNode> servers() {
        List<JsonNode> all = new ArrayList<>();
        api.get("/servers/detail?all_tenants=1").path("servers").forEach(all::add);
        return all;
    }

    /** Waits until it has this status and nothing is being done with it. */
    void awaitStatus(String id, String status) {
        JsonNode seen = await(
                status + " of " + id,
                () -> server(id),
                s -> s.path("OS-EXT-STS:task_state").isNull()
                        && (s.path("status").asText().equals(status)
                                || s.path("status").asText().equals("ERROR")));
        if (!seen.path("status").asText().equals(status)) {
            throw new IllegalStateException(id + " did not become " + status + ": " + seen.path("fault"));
        }
    }

    void awaitTask(String id, String task) {
        await(
                "task " + task + " of " + id,
                () -> server(id).path("OS-EXT-STS:task_state").asText(),
                task::equals);
    }

    /** Deletes it whatever is being done with it, and waits until it is gone. */
    void delete(String id) {
        requestDeletion(id);
        await("end of " + id, () -> exists(id), there -> !there);
    }

    private void requestDeletion(String id) {
        for (int attempt = 0; attempt < 3; attempt++) {
            try {
                api.call("DELETE", "/servers/" + id, "2.1", "");
                return;
            } catch (RefusedException e) {
                if (e.status() == 404) {
                    return;
                }
                reset(id);
            }
        }
    }

    void reset(String id) {
        isAccepted(() -> api.act(id, "2.1", "{\"os-resetState\": {\"state\": \"error\"}}"));
    }

    boolean exists(String id) {
        try {
            server(id);
            return true;
        } catch (RefusedException e) {
            if (e.status() == 404) {
                return false;
            }
            throw e;
        }
    }

    void deleteAll() {
        List<JsonNode> all = servers();
        together(all.size(), i -> {
            JsonNode server = all.get(i - 1);
            String id = server.path("id").asText();
            if (!server.path("OS-EXT-STS:task_state").isNull()) {
                reset(id);
            }
            requestDeletion(id);
        });
        await("end of all instances", this::servers, List::isEmpty);
    }

    /** All hosts well and enabled, no fault, no instance. */
    void tidy() {
        clearFaults();
        start(hosts().stream().filter(host -> !runs(host)).toList());
        hosts().forEach(this::enable);
        deleteAll();
    }

    // ---- waiting

    /** Looks until it is good. */
    <T> T await(String what, Supplier<T> look, Predicate<T> good) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            T seen = look.get();
            if (good.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "waited " + PATIENCE.toSeconds() + " s in vain for " + what + ": " + seen);
            }
            moment();
        }
    }

    /** Lets the cloud have the processor for a moment. */
    void moment() {
        try {
            if (new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts it down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Does it for each number from 1, some at the same time. */
    void together(int number, IntConsumer task) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            int each = i;
            running.add(pool.submit(() -> task.accept(each)));
        }
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
