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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What Nova knows, and what it would have done by now: nothing runs in the background, every look first lets happen what
 * was due. Safe for use by several threads.
 */
public final class NovaState implements HostListener {
    private final OpenStackSettings settings;
    private final InstantSource clock;
    private final Map<String, ComputeService> services = new LinkedHashMap<>();
    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final MigrationRecords migrations;
    private final Progress progress = new Progress(this);
    private final BuildOrders orders = new BuildOrders();
    private final Hypervisors hypervisors;
    private final GroundTruth truth = new GroundTruth(services.values());
    private final Supplier<String> ids;
    private final Map<String, SimulatedFlavor> flavors = new TreeMap<>();
    private final List<SimulatedServerGroup> groups = new ArrayList<>();
    private final HostAggregates aggregates;
    private Duration buildTime;

    public NovaState(OpenStackSettings settings, List<SimulatedHost> hosts, InstantSource clock) {
        this(settings, hosts, clock, () -> UUID.randomUUID().toString());
    }

    /**
     * A Nova that does the same again.
     *
     * @param ids where the UUIDs of migrations and requests come from; each is used once
     */
    public NovaState(OpenStackSettings settings, List<SimulatedHost> hosts, InstantSource clock, Supplier<String> ids) {
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
        this.migrations = new MigrationRecords(ids);
        this.buildTime = settings.buildTime();
        this.aggregates = new HostAggregates(hosts);
        flavors.put(SimulatedFlavor.TINY.id(), SimulatedFlavor.TINY);
        Instant now = clock.instant();
        for (SimulatedHost host : hosts) {
            services.put(
                    host.name(),
                    new ComputeService(
                            host, services.size() + 1, settings.reportInterval(), settings.serviceDownTime(), now));
            host.addListener(this);
        }
        this.hypervisors = new Hypervisors(services.keySet(), HostResources.forInstances(settings.hostCapacity()));
    }

    // ---- what tests do ----

    public synchronized void addInstance(SimulatedInstance instance) {
        ComputeService service = service(instance.host());
        Server server = new Server(instance, clock.instant());
        note(server, "create", clock.instant());
        if (servers.putIfAbsent(instance.id(), server) != null) {
            throw new IllegalArgumentException("there is an instance " + instance.id() + " already");
        }
        flavors.put(instance.flavor().id(), instance.flavor());
        if (server.vmState.equals("active")) {
            service.host.startGuest(instance.id());
        }
    }

    /** Deletes an instance as its owner would; an evacuation that is under way fails. */
    public synchronized void deleteInstance(String id) {
        advance();
        findServer(id).ifPresent(server -> remove(server, clock.instant()));
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

    /**
     * Says what a host has; without further words there is room for as many tiny instances as the settings say. The scheduler
     * keeps to it from now on.
     */
    public synchronized void setResources(String host, HostResources value) {
        hypervisors.setResources(service(host).host.name(), value);
    }

    /** Names the hypervisor nodes of a host: another name than the host's own, or several as Ironic has. */
    public synchronized void setNodes(String host, List<String> names) {
        hypervisors.setNodes(service(host).host.name(), names);
    }

    /** Every hypervisor node with what it has and what its instances take. */
    public synchronized List<SimulatedNode> nodes() {
        advance();
        return hypervisors.all(servers.values());
    }

    /** Writes a migration record; its number and UUID are given out here. */
    public synchronized SimulatedMigration addMigration(
            String instanceId, String type, String status, String source, Optional<String> destination, Instant at) {
        return migrations.add(instanceId, type, status, source, destination, at);
    }

    /** Changes a migration record, as of now. */
    public synchronized void changeMigration(int number, String status) {
        migrations.change(number, status, clock.instant());
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

    /** From now on the disks on shared storage are not found on this host, or again; it reaches volumes all the same. */
    public synchronized void unmountSharedStorage(String host, boolean unmounted) {
        orders.unmount(service(host).host.name(), unmounted);
    }

    /** From now on every build of this instance fails, as without its image, or no longer. */
    public synchronized void failBuildsOf(String instanceId, boolean fail) {
        orders.failInstance(instanceId, fail);
    }

    /** From now on no build on this host gets on; switched off again, they go on. */
    public synchronized void hangBuildsOn(String host, boolean hang) {
        advance();
        orders.hang(service(host).host.name(), hang);
        if (!hang) {
            progress.resumeBuildsOn(host, clock.instant());
        }
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

    /** Somebody has asked for something with an instance, which goes no further than its task. */
    public synchronized void begin(String id, String action, String task) {
        advance();
        Server server = findServer(id).orElseThrow();
        note(server, action, clock.instant());
        server.become(server.vmState, task, clock.instant());
    }

    /** Stops or starts the compute service of a host that is well. */
    public synchronized void setComputeStopped(String host, boolean stopped) {
        advance();
        ComputeService service = service(host);
        service.stopped = stopped;
        follow(service, clock.instant());
    }

    /** The compute service of a host reaches the rest of Nova, or no longer: it does not report then, and goes on running. */
    public synchronized void setComputeConnected(String host, boolean connected) {
        advance();
        service(host).connect(connected, clock.instant());
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
        return List.copyOf(migrations.all());
    }

    /** The truth: whether an evacuation of it is under way, whatever its record says. */
    public synchronized boolean isBeingEvacuated(String id) {
        advance();
        return progress.evacuations().stream().anyMatch(evacuation -> evacuation.server.id.equals(id));
    }

    /** The truth: on which hosts each instance executes at this moment; instances that execute nowhere are left out. */
    public synchronized Map<String, Set<String>> placements() {
        advance();
        return truth.running();
    }

    /** The truth: instances that execute on more than one host at this moment. */
    public synchronized Set<String> instancesRunningTwice() {
        advance();
        return truth.twice();
    }

    /** The truth: instances that executed on more than one host at any moment so far. */
    public synchronized Set<String> instancesThatEverRanTwice() {
        advance();
        return truth.everTwice();
    }

    /** The highest minor version of its API. */
    public int highestMicroversion() {
        return settings.highestMicroversion();
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
        ComputeService service = service(host.name());
        follow(service, clock.instant());
        if (event == HostEvent.POWERED_OFF && !settings.guestsStartWithPower()) {
            layToRest(service);
        }
        truth.look();
    }

    /** No guest starts with the power: those that Nova has on the host wait for its compute service, others are left behind. */
    private void layToRest(ComputeService service) {
        for (String id : new TreeSet<>(service.host.guests())) {
            if (findServer(id)
                    .filter(server -> server.isOn(service.host.name()))
                    .isPresent()) {
                service.atRest.add(id);
            }
            service.host.destroyGuest(id);
        }
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
        progress.begin(new Evacuation(server, migration, clock.instant(), buildTime, call));
    }

    void begin(LiveMigration migration) {
        progress.begin(migration);
    }

    /** Somebody has asked for something with an instance. */
    void note(Server server, String action, Instant at) {
        server.actions.add(new InstanceAction(action, "req-" + ids.get(), at));
    }

    /** Lets happen what was due by now, in its sequence. */
    synchronized void advance() {
        progress.advance(clock.instant());
    }

    ComputeService service(String host) {
        ComputeService service = services.get(host);
        if (service == null) {
            throw new IllegalArgumentException("no host " + host + "; there are " + services.keySet());
        }
        return service;
    }

    Collection<SimulatedMigration> records() {
        return migrations.all();
    }

    void change(int migration, String status, Optional<String> destination, Instant at) {
        migrations.change(migration, status, destination, at);
    }

    void end(Evacuation evacuation) {
        progress.end(evacuation);
    }

    void end(LiveMigration migration) {
        progress.end(migration);
    }

    /** An instance is gone. */
    void remove(Server server, Instant at) {
        servers.remove(server.id);
        progress.lose(server, at);
        for (ComputeService service : services.values()) {
            service.host.destroyGuest(server.id);
            service.atRest.remove(server.id);
        }
    }

    /** The unfinished resize of an instance is confirmed. */
    void confirmMigrations(String instanceId, Instant at) {
        migrations.confirm(instanceId, at);
    }

    /** Whether the compute service of its host does what is asked with an instance. */
    boolean isServed(Server server) {
        ComputeService service = service(server.host);
        return service.runs(clock.instant()) && service.isConnected();
    }

    /** An instance may have begun to execute. */
    void lookAt(String id) {
        truth.lookAt(id);
    }

    /** Any may have. */
    void look() {
        truth.look();
    }

    Hypervisors hypervisors() {
        return hypervisors;
    }

    BuildOrders orders() {
        return orders;
    }

    List<Evacuation> evacuations() {
        return progress.evacuations();
    }

    boolean unfinishedCleanup(String host) {
        return migrations.awaitCleanup(host);
    }

    private void follow(ComputeService service, Instant now) {
        boolean should = service.host.isOn() && !service.stopped;
        if (!should && service.hasProcess()) {
            service.die(now);
        } else if (should && !service.hasProcess() && service.host.isAlive()) {
            service.start(now.plus(settings.bootTime()));
        }
        if (service.host.isAlive() && service.host.isManagementNetworkUp()) {
            service.thaw(now);
            progress.unpark(service.host.name(), now);
        } else {
            service.freeze(now);
        }
        if (!should) {
            progress.lose(service, now);
        }
    }
}
