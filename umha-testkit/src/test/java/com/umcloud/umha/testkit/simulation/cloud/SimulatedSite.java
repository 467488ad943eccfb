package com.umcloud.umha.testkit.simulation.cloud;

import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.nova.NovaState;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import com.umcloud.umha.testkit.simulation.time.Agenda;
import com.umcloud.umha.testkit.simulation.time.Chance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Hosts {@code node-1} and so on with a Nova in virtual time, and one controller. */
final class SimulatedSite {
    static final Duration LIMIT = Duration.ofSeconds(10);
    static final String NODE_1 = "node-1";
    static final String NODE_2 = "node-2";
    static final String NODE_3 = "node-3";

    final Agenda agenda = new Agenda(Instant.parse("2026-11-01T12:00:00Z"));
    final List<SimulatedHost> hosts;
    final NovaState nova;
    final CloudConditions conditions;
    final StateEvacuator evacuator;
    final FaultyCloud cloud;
    private int numbers;

    SimulatedSite() {
        this(3, settings -> settings);
    }

    SimulatedSite(int number, UnaryOperator<OpenStackSettings.Builder> changes) {
        hosts = IntStream.rangeClosed(1, number)
                .mapToObj(i -> new SimulatedHost("node-" + i, "10.0.0." + i, "nova", Set.of("shared")))
                .toList();
        OpenStackSettings settings = changes.apply(OpenStackSettings.builder().guestsStartWithPower(false))
                .build();
        nova = new NovaState(settings, hosts, agenda, this::nextId);
        conditions = new CloudConditions(agenda, new Chance(4711));
        evacuator = new StateEvacuator(nova, agenda);
        cloud = new FaultyCloud("controller-1", evacuator, conditions);
    }

    private String nextId() {
        return UUID.nameUUIDFromBytes(String.valueOf(++numbers).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    SimulatedHost host(String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Boots an instance with this id. */
    String boot(String id, String host) {
        nova.addInstance(SimulatedInstance.active(id, id, host));
        return id;
    }

    void pass(Duration time) {
        agenda.runUntil(agenda.instant().plus(time));
    }

    /** The host dies and Nova is told. */
    void killAndIsolate(String host) {
        host(host).losePower();
        evacuator.isolate(host, "UMHA incident 1", LIMIT);
    }

    EvacuationRequest request(String id, String source) {
        return new EvacuationRequest(id, source, DiskHandling.KEEP_VOLUME, Optional.empty());
    }

    EvacuationRequest request(String id, String source, String destination) {
        return new EvacuationRequest(id, source, DiskHandling.KEEP_VOLUME, Optional.of(destination));
    }

    SimulatedInstance instance(String id) {
        return nova.instance(id).orElseThrow();
    }

    /** Nova's word for the newest record. */
    String lastRecord() {
        var records = nova.migrations();
        return records.get(records.size() - 1).status();
    }
}
