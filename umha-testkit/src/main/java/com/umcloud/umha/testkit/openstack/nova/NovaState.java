package com.umcloud.umha.testkit.openstack.nova;

import com.umcloud.umha.testkit.host.HostEvent;
import com.umcloud.umha.testkit.host.HostListener;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What Nova knows, and what it would have done by now: nothing runs in the background, every look first lets happen what
 * was due. Safe for use by several threads.
 */
public final class NovaState implements HostListener {
    private final OpenStackSettings settings;
    private final InstantSource clock;
    private final Map<String, ComputeService> services = new LinkedHashMap<>();
    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final Map<Integer, SimulatedMigration> migrations = new TreeMap<>();
    private final List<Evacuation> evacuations = new ArrayList<>();
    private final BuildOrders orders = new BuildOrders();
    private final Map<String, HostResources> resources = new LinkedHashMap<>();
    private final Map<String, List<String>> nodes = new LinkedHashMap<>();
    private final Map<String, SimulatedFlavor> flavors = new TreeMap<>();
    private final List<SimulatedServerGroup> groups = new ArrayList<>();
    private final HostAggregates aggregates;
    private final Set<String> ranTwice = new HashSet<>();
    private Duration buildTime;
    private int lastMigration;

    public NovaState(OpenStackSettings settings, List<SimulatedHost> hosts, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.buildTime = settings.buildTime();
        this.aggregates = new HostAggregates(hosts);
        flavors.put(SimulatedFlavor.TINY.id(), SimulatedFlavor.TINY);
        Instant now = clock.instant();
        for (SimulatedHost host : hosts) {
            services.put(
                    host.name(),
                    new ComputeService(
                            host, services.size() + 1, settings.reportInterval(), settings.serviceDownTime(), now));
            resources.put(host.name(), HostResources.forInstances(settings.hostCapacity()));
            nodes.put(host.name(), List.of(host.name()));
            host.addListener(this);
        }
    }

    // ---- what tests do ----

    public synchronized void addInstance(SimulatedInstance instance) {
        ComputeService service = service(instance.host());
        Server server = new Server(instance, clock.instant());
        server.asked("create", clock.instant());
        if (servers.putIfAbsent(instance.id(), server) != null) {
            throw new IllegalArgumentException("there is an instance " + instance.id() + " already");
        }
        flavors.put(instance.flavor().id(), instance.flavor());
        if (server.vmState.equals("active")) {
            service.host.startGuest(instance.id());
        }
    }

    /** Deletes an instance as its owner would. */
    public synchronized void deleteInstance(String id) {
        advance();
        servers.remove(id);
        evacuations.removeIf(evacuation -> evacuation.server.id.equals(id));
        services.values().forEach(service -> service.host.destroyGuest(id));
    }

    /** Deletes a flavor; instances that were booted with it keep what it said. */
    public synchronized void deleteFlavor(String id) {
        flavors.remove(id);
    }

    public synchronized void addServerGroup(SimulatedServerGroup group) {
        groups.add(group);
    }

    /** Attaches a volume to an instance, as a further disk. */
    public synchronized void attachVolume(String instanceId, String volumeId) {
        findServer(instanceId).orElseThrow().volumes.add(volumeId);
    }

    /** The id of the volume that is the root disk of a volume-backed instance. */
    public static String rootVolumeOf(String instanceId) {
        return UUID.nameUUIDFromBytes(("root volume of " + instanceId).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Says what a host has; without further words there is room for as many tiny instances as the settings say. */
    public synchronized void setResources(String host, HostResources value) {
        service(host);
        resources.put(host, value);
    }

    /** Names the hypervisor nodes of a host: another name than the host's own, or several as Ironic has. */
    public synchronized void setNodes(String host, List<String> names) {
        service(host);
        nodes.put(host, List.copyOf(names));
    }

    /** Every hypervisor node with what it has and what its instances take. */
    public synchronized List<SimulatedNode> nodes() {
        advance();
        List<SimulatedNode> all = new ArrayList<>();
        nodes.forEach((host, names) -> names.forEach(name -> all.add(node(host, name))));
        return all;
    }

    private SimulatedNode node(String host, String name) {
        List<Server> there = servers.values().stream()
                .filter(server -> server.host.equals(host))
                .toList();
        return new SimulatedNode(
                name,
                host,
                resources.getOrDefault(host, HostResources.forInstances(0)),
                there.size(),
                there.stream().mapToInt(server -> server.flavor.vcpus()).sum(),
                there.stream().mapToInt(server -> server.flavor.memoryMb()).sum(),
                there.stream()
                        .mapToInt(server -> server.flavor.hostDiskGb(server.volumeBacked))
                        .sum());
    }

    /** Writes a migration record; its number and UUID are given out here. */
    public synchronized SimulatedMigration addMigration(
            String instanceId, String type, String status, String source, Optional<String> destination, Instant at) {
        int number = ++lastMigration;
        SimulatedMigration migration = new SimulatedMigration(
                number,
                UUID.randomUUID().toString(),
                instanceId,
                type,
                status,
                source,
                destination,
                at,
                Optional.empty());
        migrations.put(number, migration);
        return migration;
    }

    /** Changes a migration record, as of now. */
    public synchronized void changeMigration(int number, String status) {
        Instant now = clock.instant();
        migrations.computeIfPresent(number, (key, record) -> record.with(status, now));
    }

    /** Removes a migration record, as an operator's archiving does. */
    public synchronized void removeMigration(int number) {
        migrations.remove(number);
    }

    /** From now on an evacuation takes so long. */
    public synchronized void setBuildTime(Duration time) {
        buildTime = time;
    }

    /** From now on every build on this host fails, or no longer. */
    public synchronized void failBuildsOn(String host, boolean fail) {
        orders.fail(service(host).host.name(), fail);
    }

    /** From now on no build on this host gets on; switched off again, they go on. */
    public synchronized void hangBuildsOn(String host, boolean hang) {
        advance();
        orders.hang(service(host).host.name(), hang);
    }

    /** From now on a build on this host takes so much longer. */
    public synchronized void slowBuildsOn(String host, Duration time) {
        orders.slow(service(host).host.name(), time);
    }

    /** From now on the scheduler finds no room on this host, or does again. */
    public synchronized void fill(String host, boolean full) {
        orders.fill(service(host).host.name(), full);
    }

    /** Disables a compute service as an operator would. */
    public synchronized void disable(String host, String reason) {
        service(host).disabled = true;
        service(host).disabledReason = reason;
        service(host).touch(clock.instant());
    }

    /** Its owner confirms that an instance stays what and where it was resized to. */
    public synchronized void confirmResize(String id) {
        advance();
        Server server = findServer(id).orElseThrow();
        server.asked("confirmResize", clock.instant());
        server.become("active", null, clock.instant());
        migrations.replaceAll((number, migration) ->
                migration.instanceId().equals(id) && migration.status().equals("finished")
                        ? migration.with("confirmed", clock.instant())
                        : migration);
    }

    /** Somebody has asked for something with an instance, which goes no further than its task. */
    public synchronized void begin(String id, String action, String task) {
        advance();
        Server server = findServer(id).orElseThrow();
        server.asked(action, clock.instant());
        server.become(server.vmState, task, clock.instant());
    }

    /** Stops or starts the compute service of a host that is well. */
    public synchronized void setComputeStopped(String host, boolean stopped) {
        advance();
        ComputeService service = service(host);
        service.stopped = stopped;
        follow(service, clock.instant());
    }

    public synchronized Optional<SimulatedInstance> instance(String id) {
        advance();
        return Optional.ofNullable(servers.get(id)).map(Server::snapshot);
    }

    public synchronized List<SimulatedInstance> instances() {
        advance();
        return servers.values().stream().map(Server::snapshot).toList();
    }

    public synchronized List<SimulatedMigration> migrations() {
        advance();
        return List.copyOf(migrations.values());
    }

    /** The truth: on which hosts each instance executes at this moment; instances that execute nowhere are left out. */
    public synchronized Map<String, Set<String>> placements() {
        advance();
        return running();
    }

    /** The truth: instances that execute on more than one host at this moment. */
    public synchronized Set<String> instancesRunningTwice() {
        advance();
        return twice();
    }

    /** The truth: instances that executed on more than one host at any moment so far. */
    public synchronized Set<String> instancesThatEverRanTwice() {
        advance();
        return Set.copyOf(ranTwice);
    }

    /** Stops listening to the hosts. */
    public void detach() {
        hosts().forEach(host -> host.removeListener(this));
    }

    private synchronized List<SimulatedHost> hosts() {
        return services.values().stream().map(service -> service.host).toList();
    }

    @Override
    public void aboutToChange(SimulatedHost host) {
        advance();
    }

    @Override
    public synchronized void changed(SimulatedHost host, HostEvent event) {
        advance();
        follow(service(host.name()), clock.instant());
        ranTwice.addAll(twice());
    }

    // ---- what the HTTP API does, holding this object's lock ----

    OpenStackSettings settings() {
        return settings;
    }

    Instant now() {
        return clock.instant();
    }

    HostAggregates aggregates() {
        return aggregates;
    }

    Collection<SimulatedFlavor> flavors() {
        return flavors.values();
    }

    List<SimulatedServerGroup> groups() {
        return groups;
    }

    Collection<ComputeService> services() {
        return services.values();
    }

    Optional<ComputeService> findService(String host) {
        return Optional.ofNullable(services.get(host));
    }

    Collection<Server> servers() {
        return servers.values();
    }

    Optional<Server> findServer(String id) {
        return Optional.ofNullable(servers.get(id));
    }

    /** An evacuation that was taken on begins. */
    void begin(Server server, int migration, EvacuateCall call) {
        evacuations.add(new Evacuation(server, migration, clock.instant(), buildTime, call));
    }

    /** Lets happen what was due by now, in its sequence. */
    synchronized void advance() {
        Instant now = clock.instant();
        while (true) {
            Optional<Evacuation> step = evacuations.stream().min(Comparator.comparing(Evacuation::dueAt));
            Optional<ComputeService> start = services.values().stream()
                    .filter(service -> service.cleanupDue && service.runs(now))
                    .min(Comparator.comparing(ComputeService::startedAt));
            Instant stepAt = step.map(Evacuation::dueAt).orElse(Instant.MAX);
            Instant startAt = start.map(ComputeService::startedAt).orElse(Instant.MAX);
            if (startAt.isAfter(now) && stepAt.isAfter(now)) {
                return;
            }
            if (startAt.isAfter(stepAt)) {
                new EvacuationStep(this, step.orElseThrow(), stepAt).run();
            } else {
                new ComputeStart(this, start.orElseThrow(), startAt).run();
            }
            ranTwice.addAll(twice());
        }
    }

    ComputeService service(String host) {
        ComputeService service = services.get(host);
        if (service == null) {
            throw new IllegalArgumentException("no host " + host + "; there are " + services.keySet());
        }
        return service;
    }

    Collection<SimulatedMigration> records() {
        return migrations.values();
    }

    void change(int migration, String status, Optional<String> destination, Instant at) {
        migrations.computeIfPresent(migration, (number, record) -> record.with(status, destination, at));
    }

    void end(Evacuation evacuation) {
        evacuations.remove(evacuation);
    }

    BuildOrders orders() {
        return orders;
    }

    List<Evacuation> evacuations() {
        return evacuations;
    }

    boolean unfinishedCleanup(String host) {
        return migrations.values().stream()
                .anyMatch(migration -> migration.source().equals(host)
                        && migration.type().equals("evacuation")
                        && migration.status().equals("done"));
    }

    private void follow(ComputeService service, Instant now) {
        boolean should = service.host.isOn() && !service.stopped;
        if (!should && service.startedAt() != null) {
            service.die(now);
            evacuations.removeIf(evacuation -> evacuation.isParkedOn(service.host.name()));
        } else if (should && service.startedAt() == null && service.host.isAlive()) {
            service.start(now.plus(settings.bootTime()));
        }
        if (service.host.isAlive() && service.host.isManagementNetworkUp()) {
            service.thaw(now);
            evacuations.stream()
                    .filter(evacuation -> evacuation.isParkedOn(service.host.name()))
                    .forEach(evacuation -> evacuation.unpark(now));
        } else {
            service.freeze(now);
        }
    }

    private Map<String, Set<String>> running() {
        Map<String, Set<String>> running = new TreeMap<>();
        for (ComputeService service : services.values()) {
            for (String id : service.host.guests()) {
                if (service.host.runs(id)) {
                    running.computeIfAbsent(id, key -> new HashSet<>()).add(service.host.name());
                }
            }
        }
        return running;
    }

    private Set<String> twice() {
        return running().entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
