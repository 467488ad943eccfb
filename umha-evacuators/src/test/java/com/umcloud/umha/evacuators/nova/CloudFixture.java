package com.umcloud.umha.evacuators.nova;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.plugin.UmhaPlugin;
import com.umcloud.umha.testkit.cloud.SimulatedCloud;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;

/** A simulated cloud on a clock of its own, and evacuators that reach it as the program would. */
final class CloudFixture implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(10);
    static final String NODE_1 = "node-1.domain.tld";
    static final String NODE_2 = "node-2.domain.tld";
    static final String NODE_3 = "node-3.domain.tld";

    final SettableClock clock = new SettableClock();
    final SimulatedCloud cloud;
    final Evacuator evacuator;

    CloudFixture() {
        this(settings -> settings);
    }

    CloudFixture(UnaryOperator<OpenStackSettings.Builder> changes) {
        this(changes, builder -> builder);
    }

    CloudFixture(UnaryOperator<OpenStackSettings.Builder> changes, UnaryOperator<SimulatedCloud.Builder> cloudChanges) {
        cloud = cloudChanges
                .apply(SimulatedCloud.builder().clock(clock))
                .settings(changes.apply(OpenStackSettings.builder()).build())
                .start();
        evacuator = evacuator(Map.of());
    }

    /**
     * Another evacuator on the same cloud, found as a plugin and made from settings as they come from a file.
     *
     * @param changes by key; one without a section is of section {@code auth}
     */
    Evacuator evacuator(Map<String, String> changes) {
        Map<String, String> auth = new HashMap<>();
        auth.put("auth.auth_url", cloud.authUrl());
        auth.put("auth.username", cloud.username());
        auth.put("auth.password", cloud.password().reveal());
        auth.put("auth.tenant_name", cloud.project());
        auth.put("auth.region_name", cloud.region());
        changes.forEach((key, value) -> auth.put(key.contains(".") ? key : "auth." + key, value));
        Config config = ConfigFactory.parseMap(auth).withFallback(ConfigFactory.parseResources("reference.conf"));
        return ServiceLoader.load(UmhaPlugin.class).stream()
                .flatMap(plugin -> plugin.get().evacuatorFactories().stream())
                .filter(factory -> factory.name().equals("nova"))
                .findFirst()
                .orElseThrow()
                .create(config, new TestContext(clock));
    }

    /** The host dies and Nova is told. */
    void kill(String host) throws InterruptedException {
        cloud.host(host).losePower();
        evacuator.isolate(host, "UMHA incident 1", LIMIT);
    }

    EvacuationResult evacuate(String id, DiskHandling disk) throws InterruptedException {
        return evacuate(id, disk, Optional.empty());
    }

    EvacuationResult evacuate(String id, DiskHandling disk, Optional<String> destination) throws InterruptedException {
        return evacuator.evacuate(new EvacuationRequest(id, NODE_1, disk, destination), LIMIT);
    }

    String firstOn(String host) {
        return cloud.openStack().nova().instances().stream()
                .filter(instance -> instance.host().equals(host))
                .map(instance -> instance.id())
                .findFirst()
                .orElseThrow();
    }

    /** Paths, with query, of the requests since the call with this number, without Keystone's. */
    List<String> requestsSince(int number) {
        return cloud.openStack().calls().stream()
                .skip(number)
                .filter(call -> !call.path().startsWith("/identity"))
                .map(call -> call.toString())
                .toList();
    }

    /** Paths, with query, of the requests to Nova since the call with this number. */
    List<String> novaCallsSince(int number) {
        return cloud.openStack().calls().stream()
                .skip(number)
                .filter(call -> call.path().contains("/compute-"))
                .map(call -> call.toString())
                .toList();
    }

    int calls() {
        return cloud.openStack().calls().size();
    }

    @Override
    public void close() {
        evacuator.close();
        cloud.close();
    }
}
