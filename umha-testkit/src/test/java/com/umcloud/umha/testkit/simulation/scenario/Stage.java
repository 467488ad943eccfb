package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.HostStore;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.testkit.openstack.nova.HostResources;
import com.umcloud.umha.testkit.openstack.nova.ServerOperations;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.simulation.cloud.CloudCall;
import com.umcloud.umha.testkit.simulation.cloud.CloudFault;
import com.umcloud.umha.testkit.simulation.cloud.CloudLink;
import com.umcloud.umha.testkit.simulation.cloud.StateEvacuator;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.store.DatabaseFault;
import com.umcloud.umha.testkit.simulation.world.BmcTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Where a scenario is performed. What is done here tells itself; what is done to the {@link #region} has to be told. */
final class Stage {
    private final SimulatedRegion region;
    private final Narration narration;
    private final Map<String, Instant> moments = new HashMap<>();

    private final List<String> broken = new ArrayList<>();

    Stage(SimulatedRegion region, Narration narration) {
        this.region = region;
        this.narration = narration;
    }

    SimulatedRegion region() {
        return region;
    }

    void tell(String line) {
        narration.tell(line);
    }

    static String node(int host) {
        return "node-" + host;
    }

    // ---- hosts ----

    void losesPower(int host) {
        tell(node(host) + " loses its power");
        region.site().losePower(node(host));
    }

    void powerReturns(int host) {
        tell("the power of " + node(host) + " is back");
        region.site().restorePower(node(host));
    }

    void switchedOnByHand(int host) {
        tell("somebody switches " + node(host) + " on");
        region.site().restorePower(node(host));
        region.site().switchOnByHand(node(host));
    }

    void panics(int host) {
        tell(node(host) + " panics: silent, its power is on");
        region.site().hang(node(host));
    }

    void resumes(int host) {
        tell(node(host) + " goes on as if nothing had been");
        region.site().resume(node(host));
    }

    void reboots(int host) {
        tell(node(host) + " reboots by itself");
        region.site().reboot(node(host));
    }

    void switchedOffByHand(int host) {
        tell("somebody switches " + node(host) + " off");
        region.site().switchOffByHand(node(host));
    }

    void losesStorage(int host) {
        tell(node(host) + " loses its storage network");
        region.site().cutStorage(node(host));
    }

    void storageReturns(int host) {
        tell("the storage network of " + node(host) + " is back");
        region.site().restoreStorage(node(host));
    }

    void losesManagement(int host) {
        tell(node(host) + " loses its management network");
        region.site().cutManagement(node(host));
    }

    void managementReturns(int host) {
        tell("the management network of " + node(host) + " is back");
        region.site().restoreManagement(node(host));
    }

    void agentStops(int host) {
        tell("the agent of " + node(host) + " stops");
        region.site().agent(node(host)).stop();
    }

    void agentStarts(int host) {
        tell("the agent of " + node(host) + " starts");
        region.site().agent(node(host)).start();
    }

    void computeServiceStops(int host) {
        tell("nova-compute on " + node(host) + " stops");
        region.nova().setComputeStopped(node(host), true);
    }

    void computeServiceStarts(int host) {
        tell("nova-compute on " + node(host) + " starts");
        region.nova().setComputeStopped(node(host), false);
    }

    // ---- networks, racks and clocks ----

    void rackLosesPower(String rack) {
        tell(rack + " loses its power");
        region.site().loseRack(rack);
    }

    void rackPowerReturns(String rack) {
        tell("the power of " + rack + " is back");
        region.site().restoreRack(rack);
    }

    void storageNetworkFails() {
        tell("the whole storage network fails");
        region.site().networks().setStorageNetwork(false);
    }

    void storageNetworkReturns() {
        tell("the storage network is back");
        region.site().networks().setStorageNetwork(true);
    }

    void filtersPings(int host) {
        tell(node(host) + " answers no ping, it is filtered");
        region.site().networks().filterPing(region.site().host(node(host)), true);
    }

    void agentsHaveNoSecret() {
        tell("telemetry_secret is empty: no agent signs what it sends");
        region.site().samples().sign(false);
    }

    void clockIsStepped(int host, Duration by) {
        tell("the clock of " + node(host) + " is stepped by " + by.toSeconds() + " s");
        region.site().agent(node(host)).stepClock(by);
    }

    /** It hears no sample and no host answers its pings; Nova, the database and the mail server are reached as before. */
    void controllerHearsNobody(int controller) {
        tell("controller-" + controller + " loses the networks to the hosts");
        region.site().controller("controller-" + controller).deafen(true);
        region.site().controller("controller-" + controller).pingInVain(true);
    }

    void controllerHearsAgain(int controller) {
        tell("controller-" + controller + " has the networks to the hosts again");
        region.site().controller("controller-" + controller).deafen(false);
        region.site().controller("controller-" + controller).pingInVain(false);
    }

    /** No host, no BMC, no Nova, no database; and no mail server, which is to be said where there is one controller only. */
    void controllerLosesAllNetworks(int controller) {
        tell("controller-" + controller + " loses all its networks");
        setConnected(controller, false);
    }

    void controllerHasNetworksAgain(int controller) {
        tell("controller-" + controller + " has its networks again");
        setConnected(controller, true);
    }

    private void setConnected(int controller, boolean connected) {
        String name = "controller-" + controller;
        region.site().controller(name).isolate(!connected);
        region.setLink(name, connected ? CloudLink.UP : CloudLink.DOWN);
        region.mailbox().setReachable(connected);
        if (connected) {
            region.database().faults(name).end(DatabaseFault.PARTITIONED);
        } else {
            region.database().faults(name).begin(DatabaseFault.PARTITIONED);
        }
    }

    void controllerClockIsStepped(int controller, Duration by) {
        tell("the clock of controller-" + controller + " is stepped by " + by.toSeconds() + " s");
        region.site().controller("controller-" + controller).stepClock(by);
    }

    void samplesReplayed(int host) {
        tell("somebody sends the last samples of " + node(host) + " again");
        region.site().samples().replay(region.site().host(node(host)));
    }

    void sampleForged(int host) {
        tell("somebody without the secret sends a sample of " + node(host) + " that says that all is well");
        region.site().samples().forge(region.site().host(node(host)));
    }

    void storageLossForged(int host) {
        tell("somebody without the secret sends a sample of " + node(host) + " that says that its storage is lost");
        region.site().samples().forgeStorageLost(region.site().host(node(host)));
    }

    /** Both tables know the host by another name than Nova does. */
    void isListedAs(int host, String name) {
        tell(node(host) + " is listed in ipmi_info and node_storage_ip_info as " + name);
        HostStore tables = tables();
        Map<String, String> addresses = new TreeMap<>(tables.storageAddresses());
        addresses.put(name, region.site().storageAddresses().get(node(host)));
        addresses.remove(node(host));
        tables.replaceStorageAddresses(addresses);
        deviceIsListedAs(tables, host, name);
    }

    /** Only the table of fence devices knows the host by another name. */
    void deviceIsListedAs(int host, String name) {
        tell("the fence device of " + node(host) + " is listed in ipmi_info as that of " + name);
        deviceIsListedAs(tables(), host, name);
    }

    private static void deviceIsListedAs(HostStore tables, int host, String name) {
        tables.replaceFenceDevices(tables.fenceDevices().values().stream()
                .map(device -> device.host().equals(node(host))
                        ? new FenceDevice(
                                name, device.address(), device.username(), device.password(), device.options())
                        : device)
                .toList());
    }

    private HostStore tables() {
        return region.database().connect("operator").stores().hosts();
    }

    // ---- BMCs ----

    void bmcBegins(int host, BmcTrouble trouble) {
        tell("the BMC of " + node(host) + ": " + trouble.label());
        region.site().bmc(node(host)).set(trouble);
    }

    void bmcEnds(int host, BmcTrouble trouble) {
        tell("the BMC of " + node(host) + ": " + trouble.label() + " is over");
        region.site().bmc(node(host)).clear(trouble);
    }

    void bmcsHideTheirSystems() {
        tell("neither BMCs nor agents can tell their system's UUID");
        region.site().hosts().forEach(host -> {
            region.site().bmc(host.name()).set(BmcTrouble.HIDE_UUID);
            region.site().agent(host.name()).setUuidReadable(false);
        });
    }

    /** The addresses of two BMCs are written down the wrong way round, or, the second time, the right way again. */
    void bmcsAreSwappedInTheList(int one, int other) {
        tell("in ipmi_info the BMCs of " + node(one) + " and " + node(other) + " change places, and it is loaded");
        region.site().swapDevices(node(one), node(other));
        region.writeDownHosts();
    }

    void storageAddressIsListedAs(int host, String address) {
        tell("node_storage_ip_info says that " + node(host) + " has " + address + ", and it is loaded");
        region.site().mistypeStorageAddress(node(host), address);
        region.writeDownHosts();
    }

    // ---- Nova and its instances ----

    void isLiveMigrated(String instance, int destination, Duration time) {
        tell("somebody migrates " + instance + " live to " + node(destination) + ", which takes " + time.toSeconds()
                + " s");
        region.users().liveMigrate(Scenario.idOf(instance), node(destination), time);
    }

    /** The next evacuate call reaches Nova so much later than its caller waits. */
    void nextEvacuateCallIsLate(Duration by) {
        tell("the next evacuate call reaches Nova " + by.toSeconds() + " s late");
        region.cloud().setLateness(by, by);
        region.cloud().order(1, CloudCall.EVACUATE, CloudFault.LATE_EFFECT);
    }

    // ---- instances ----

    void liveMigrates(String instance, int to, Duration time) {
        tell(instance + " begins to migrate to " + node(to));
        region.users().liveMigrate(Scenario.idOf(instance), node(to), time);
    }

    /** What Nova has written about an unfinished move that the instance is in. */
    void isBeingMoved(String instance, String type, String status, int from, int to) {
        region.nova()
                .addMigration(
                        Scenario.idOf(instance),
                        type,
                        status,
                        node(from),
                        Optional.of(node(to)),
                        region.agenda().instant());
    }

    /** An administrator ends what an unfinished move has left in Nova. */
    void moveIsEnded(String instance) {
        tell("an administrator sets the unfinished migration of " + instance + " to error, and " + instance
                + " as well");
        region.nova().migrations().stream()
                .filter(record -> record.instanceId().equals(Scenario.idOf(instance))
                        && record.status().equals("migrating"))
                .forEach(record -> region.nova().changeMigration(record.number(), "error"));
        new ServerOperations(region.nova()).resetState(Scenario.idOf(instance), "error");
    }

    /** Its owner deletes an instance, and Nova gets no further than to begin. */
    void deletionBegins(String instance) {
        tell("the owner of " + instance + " begins to delete it");
        region.nova().begin(Scenario.idOf(instance), "delete", "deleting");
    }

    void setToError(String instance) {
        tell("an administrator sets " + instance + " to error");
        new ServerOperations(region.nova()).resetState(Scenario.idOf(instance), "error");
    }

    void resizeConfirmed(String instance) {
        tell("the owner of " + instance + " confirms its resize");
        region.users().confirmResize(Scenario.idOf(instance));
    }

    /** From now on a host has room for so many instances. */
    void hasRoomFor(int host, int instances) {
        tell(node(host) + " has room for " + instances + " instances");
        region.nova().setResources(node(host), HostResources.forInstances(instances));
    }

    /** It has no power but the host's own: both fail together. */
    void bmcSharesFeed(int host) {
        tell("the BMC of " + node(host) + " has no power but the host's own");
        region.site().bmc(node(host)).shareFeed(true);
    }

    /** Somebody has written down another password than the BMC has. */
    void passwordIsMistyped(int host) {
        tell("ipmi_info has a wrong password for the BMC of " + node(host));
        List<FenceDevice> devices = region.site().devices().stream()
                .map(device -> device.host().equals(node(host))
                        ? new FenceDevice(
                                device.host(),
                                device.address(),
                                device.username(),
                                Secret.of("mistyped"),
                                device.options())
                        : device)
                .toList();
        region.database().connect("operator").stores().hosts().replaceFenceDevices(devices);
    }

    void devicesAreCorrected() {
        tell("an operator corrects ipmi_info and loads it");
        region.writeDownHosts();
    }

    // ---- Nova ----

    /** There is room for so many instances of the smallest flavor on each of these hosts. */
    void haveRoomFor(int instances, int... hosts) {
        HostResources room = new HostResources(instances, 1.0, 512 * instances, 0, 1.0, instances, 1.0);
        for (int host : hosts) {
            tell(node(host) + " has room for " + instances + " small instances");
            region.nova().setResources(node(host), room);
        }
    }

    void imageIsMissing(String instance) {
        tell("the image of " + instance + " is missing");
        region.nova().failBuildsOf(Scenario.idOf(instance), true);
    }

    void imageIsBack(String instance) {
        tell("the image of " + instance + " is there again");
        region.nova().failBuildsOf(Scenario.idOf(instance), false);
    }

    void buildsFailOn(int host) {
        tell("whatever is built on " + node(host) + " fails");
        region.nova().failBuildsOn(node(host), true);
    }

    void losesMount(int host) {
        tell(node(host) + " loses the mount of the shared storage, and nothing else");
        region.nova().unmountSharedStorage(node(host), true);
    }

    void mountReturns(int host) {
        tell("the shared storage is mounted on " + node(host) + " again");
        region.nova().unmountSharedStorage(node(host), false);
    }

    /** Whether its root disk is still what its guest wrote. */
    boolean keepsItsDisk(String instance) {
        return instance(instance).filter(each -> !each.diskLost()).isPresent();
    }

    void buildsHangOn(int host) {
        tell("whatever is built on " + node(host) + " hangs");
        region.nova().hangBuildsOn(node(host), true);
    }

    void buildsGoOn(int host) {
        tell("whatever hangs on " + node(host) + " goes on");
        region.nova().hangBuildsOn(node(host), false);
    }

    void keystoneFails() {
        tell("Keystone does not answer any more");
        region.cloud().setKeystoneDown(true);
    }

    void keystoneAnswers() {
        tell("Keystone answers again");
        region.cloud().setKeystoneDown(false);
    }

    /** The next calls of this kind go wrong, each of them. */
    void goWrong(int times, CloudCall call, CloudFault fault) {
        String calls = times == 1 ? "the next call" : "each of the next " + times + " calls";
        String name = call.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        tell(calls + " of Nova (" + name + ") " + consequence(fault));
        region.cloud().order(times, call, fault);
    }

    private static String consequence(CloudFault fault) {
        return switch (fault) {
            case ERROR_WITHOUT_EFFECT -> "fails with 503, and nothing is done";
            case ERROR_AFTER_EFFECT -> "is carried out, and the connection is reset before the answer";
            case LATE_EFFECT -> "is not answered in time, and carried out later";
            case STALE_LIST -> "shows what was so the last time";
            case PARTIAL_LIST -> "lacks an instance";
            case KEYSTONE_DOWN, CONTROLLER_CUT_OFF, ANSWERS_CUT_OFF ->
                throw new IllegalArgumentException(fault + " befalls all calls");
        };
    }

    void ownerDeletes(String instance) {
        tell("the owner deletes " + instance);
        region.users().delete(Scenario.idOf(instance));
    }

    // ---- the manager ----

    void killed(int controller) {
        tell("umha on controller-" + controller + " is killed");
        region.processor("controller-" + controller).kill();
    }

    void started(int controller) {
        tell("umha on controller-" + controller + " starts");
        region.processor("controller-" + controller).start();
    }

    /** An operator says a word about a host, instance or, with empty text, the whole cloud; its id. */
    String says(OperatorWord.Kind kind, String subject) {
        tell("an operator says " + kind + (subject.isEmpty() ? "" : " " + subject));
        return region.operator().say(kind, subject);
    }

    void stopped(int controller) {
        tell("umha on controller-" + controller + " is stopped by an operator");
        region.processor("controller-" + controller).stop();
    }

    void databaseMeets(DatabaseFault fault) {
        tell("the database: " + nameOf(fault));
        region.database().faults().begin(fault);
        note(nameOf(fault));
    }

    void databaseIsRidOf(DatabaseFault fault) {
        tell("the database: " + nameOf(fault) + " is over");
        region.database().faults().end(fault);
        note(nameOf(fault) + " is over");
    }

    private static String nameOf(DatabaseFault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    void mailServerGoesDown() {
        tell("the mail server goes down");
        region.mailbox().setReachable(false);
    }

    void mailServerIsBack() {
        tell("the mail server is back");
        region.mailbox().setReachable(true);
    }

    /** An operator releases an instance that is held, and vouches for what its destination holds of it. */
    void releasesAfterLooking(String instance) {
        tell("an operator has looked at the destination and releases " + instance);
        region.operator().say(OperatorWord.Kind.RELEASE_INSTANCE, Scenario.idOf(instance), Optional.empty(), true);
    }

    /** The program does nothing for so long, as if its machine swapped. */
    void standsStill(int controller, int seconds) {
        tell("umha on controller-" + controller + " stands still for " + seconds + " s");
        region.processor("controller-" + controller).pause(Duration.ofSeconds(seconds));
    }

    void confirmsOff(int host) {
        says(OperatorWord.Kind.CONFIRM_OFF, node(host));
    }

    /** So many seconds from now. */
    void after(double seconds, Consumer<Stage> event) {
        region.agenda().after(Duration.ofMillis(Math.round(seconds * 1000)), () -> event.accept(this));
    }

    /** Remembers this moment by a name. */
    private void note(String moment) {
        moments.putIfAbsent(moment, region.agenda().instant());
    }

    void maintenanceBegins(int host, Optional<Duration> time) {
        tell("an operator takes " + node(host) + " into maintenance"
                + time.map(value -> " for " + value.toSeconds() + " s").orElse(""));
        region.operator().beginMaintenance(node(host), time);
    }

    void maintenanceEnds(int host) {
        tell("an operator ends the maintenance of " + node(host));
        region.operator().endMaintenance(node(host));
    }

    /** An operator has looked on the destination: the instance does not run there. */
    void releases(String instance) {
        tell("an operator says RELEASE_INSTANCE " + instance + ", the destination is checked");
        region.operator().say(OperatorWord.Kind.RELEASE_INSTANCE, Scenario.idOf(instance), Optional.empty(), true);
    }

    // ---- what is so ----

    boolean isOff(int host) {
        return !region.site().host(node(host)).isOn();
    }

    /** The newest incident of a host. */
    Optional<IncidentRow> incident(int host) {
        return region.database().incidents().stream()
                .filter(row -> row.host().equals(node(host)))
                .reduce((first, second) -> second);
    }

    /** Whether the newest incident of a host is in this state. */
    boolean isIn(int host, String state) {
        return incident(host).filter(row -> row.state().equals(state)).isPresent();
    }

    /** Whether an instance has this state in an incident. */
    boolean has(String instance, String state) {
        return region.database().history().stream()
                .anyMatch(row ->
                        row.instanceName().equals(instance) && row.outcome().equals(state));
    }

    /** Whether a call of the cloud has gone wrong in this way. */
    boolean hasMet(CloudFault fault) {
        return region.cloud().journal().faults().containsKey(fault);
    }

    /** How many evacuations Nova has taken on. */
    int evacuations() {
        return region.cloud().journal().evacuations().size();
    }

    /** The instance of that name; empty if it was deleted. */
    Optional<SimulatedInstance> instance(String name) {
        return region.nova().instance(Scenario.idOf(name));
    }

    /** Whether an evacuation of the instance is on its way to that host. */
    boolean isMovingTo(String instance, int host) {
        return region.nova().migrations().stream()
                .anyMatch(record -> record.instanceId().equals(Scenario.idOf(instance))
                        && record.destination().equals(Optional.of(node(host)))
                        && record.status().equals("pre-migrating"));
    }

    /** Whether the first, second ... word of the operator was followed or refused. */
    boolean wordIsAnswered(int number) {
        return region.operator().answer("word-" + number).isPresent();
    }

    // ---- what must be so at this moment ----

    /** Tells at once what is not as it must be. */
    void must(String what, boolean holds) {
        if (!holds) {
            tell("NOT SO: " + what);
            broken.add("not so: " + what);
        }
    }

    /** What was not as it had to be. */
    List<String> broken() {
        return broken;
    }

    // ---- what must be so in the end ----

    /** Whether UMHA has changed nothing outside: no power, nothing in Nova. */
    boolean nothingWasDone() {
        return narration.deeds().isEmpty() && region.database().intents().isEmpty();
    }

    /** Whether UMHA has changed nothing outside while the fault lasted; what had begun in its first second is let pass. */
    boolean nothingWasDoneDuring(DatabaseFault fault) {
        Instant from =
                moments.getOrDefault(nameOf(fault), SimulatedRegion.START).plusSeconds(1);
        Instant to = moments.getOrDefault(nameOf(fault) + " is over", Instant.MAX);
        return narration.deeds().stream().noneMatch(at -> at.isAfter(from) && at.isBefore(to));
    }

    /** Whether UMHA has changed something outside, and nothing before so many seconds had passed. */
    boolean firstDeedIsAfter(double seconds) {
        Instant begin = moment(seconds);
        return !narration.deeds().isEmpty() && narration.deeds().get(0).isAfter(begin);
    }

    private static Instant moment(double seconds) {
        return SimulatedRegion.START.plusMillis(Math.round(seconds * 1000));
    }

    /** Whether every instance of a host had its outcome before so many seconds had passed. */
    boolean wasRecoveredBefore(int host, double seconds) {
        return region.database().commits().stream()
                .filter(step -> step.at().isBefore(moment(seconds)))
                .flatMap(step -> step.commit().incidents().stream())
                .anyMatch(row -> row.host().equals(node(host)) && row.state().equals("RECOVERED"));
    }

    /** Whether no power was cut and nothing was changed in Nova, whatever was tried. */
    boolean nothingTookEffect() {
        boolean untouched = region.site().hosts().stream()
                .allMatch(host -> region.site().bmc(host.name()).commands().isEmpty());
        boolean inService = new StateEvacuator(region.nova(), region.agenda())
                .hosts(Duration.ofSeconds(1)).stream().allMatch(host -> host.enabled() && !host.forcedDown());
        return untouched && inService && evacuations() == 0;
    }

    /** How often the BMC that is built into a host was told to switch it off. */
    int cuts(int host) {
        return Collections.frequency(region.site().bmc(node(host)).commands(), "off");
    }

    /** How often the BMC that is built into a host has refused a password. */
    int refusedLogins(int host) {
        return region.site().bmc(node(host)).refusedLogins();
    }

    /** How often Nova has taken on an evacuation of an instance. */
    int evacuationsOf(String instance) {
        String id = Scenario.idOf(instance);
        return (int) region.cloud().journal().evacuations().stream()
                .filter(effect -> effect.instanceId().equals(id))
                .count();
    }

    /** Whether these instances, and no others, were evacuated, each once, and run. */
    boolean onlyTheseWereEvacuatedOnce(String... names) {
        return evacuations() == names.length
                && List.of(names).stream().allMatch(name -> evacuationsOf(name) == 1)
                && run(names);
    }

    /** Whether these instances run where Nova has them. */
    boolean run(String... names) {
        return List.of(names).stream()
                .allMatch(name -> instance(name)
                        .filter(now -> region.site().host(now.host()).runs(now.id()))
                        .isPresent());
    }

    /** The instances whose evacuation Nova has taken on, by their names among the scenario's, in that sequence. */
    List<String> evacuationsInSequence() {
        return region.cloud().journal().evacuations().stream()
                .flatMap(effect -> region.nova().instance(effect.instanceId()).stream())
                .map(SimulatedInstance::name)
                .toList();
    }

    /** How many migrations of an instance are written down in Nova. */
    int records(String instance) {
        return (int) region.nova().migrations().stream()
                .filter(record -> record.instanceId().equals(Scenario.idOf(instance)))
                .count();
    }

    /** Whether each of these was evacuated once and runs on one host. */
    boolean evacuatedOnce(String... instances) {
        return Stream.of(instances)
                .allMatch(name -> evacuationsOf(name) == 1 && whereRuns(name).size() == 1);
    }

    /** Whether an instance runs there and nowhere else, wherever Nova has it. */
    boolean runsOn(String instance, int host) {
        return whereRuns(instance).equals(List.of(node(host)));
    }

    /** Whether an instance runs on one host that is not this one. */
    boolean runsElsewhere(String instance, int host) {
        return whereRuns(instance).size() == 1 && !runsOn(instance, host);
    }

    private List<String> whereRuns(String instance) {
        return region.site().truth().runningOn(Scenario.idOf(instance));
    }

    int incidents() {
        return region.database().incidents().size();
    }

    int wordsAccepted() {
        return (int) region.database().words().stream()
                .flatMap(word -> word.outcome().stream())
                .filter(OperatorWord.Outcome::accepted)
                .count();
    }

    /** How many mails of this kind have arrived. */
    int mails(String kind) {
        return (int) region.mailbox().received().stream()
                .filter(mail -> mail.kind().equals(kind))
                .count();
    }

    boolean eachMailCameOnce() {
        List<String> ids =
                region.mailbox().received().stream().map(Notification::id).toList();
        return ids.size() == Set.copyOf(ids).size();
    }

    /** What the BMC of a host was told, {@code on} and {@code off}, oldest first. */
    List<String> powerCommands(int host) {
        return region.site().bmc(node(host)).commands();
    }

    /** What all BMCs were told. */
    List<String> powerCommands() {
        return region.site().hosts().stream()
                .flatMap(host -> region.site().bmc(host.name()).commands().stream())
                .toList();
    }

    /** What was last written down of an instance; empty text if nothing. */
    String outcome(String name) {
        return region.database().history().stream()
                .filter(row -> row.instanceId().equals(Scenario.idOf(name)))
                .map(HistoryRow::outcome)
                .reduce("", (first, second) -> second);
    }

    /** How many different mails have arrived. */
    long mails() {
        return region.mailbox().received().stream()
                .map(Notification::id)
                .distinct()
                .count();
    }

    /** How many mails of this kind have arrived about a host. */
    int mails(String kind, int host) {
        return (int) region.mailbox().received().stream()
                .filter(mail -> mail.kind().equals(kind) && mail.host().equals(Optional.of(node(host))))
                .count();
    }

    /** How many mails have arrived with these words in their title or text. */
    int mailsThatSay(String words) {
        return (int) region.mailbox().received().stream()
                .filter(mail -> mail.title().contains(words) || mail.body().contains(words))
                .count();
    }
}
