package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import com.umcloud.umha.testkit.simulation.world.HostLayout;
import com.umcloud.umha.testkit.simulation.world.SiteLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What there is in the beginning, and what befalls it when. Without further words there are four hosts {@code node-1} to
 * {@code node-4} and one controller {@code controller-1}, all is well, and nothing is left to chance.
 */
final class Scenario {
    private final String number;
    private final String title;
    private final List<HostLayout> hosts = new ArrayList<>();
    private final List<SimulatedInstance> instances = new ArrayList<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final List<Consumer<Stage>> preparations = new ArrayList<>();
    private final List<Timed> timed = new ArrayList<>();
    private final List<Awaited> awaited = new ArrayList<>();
    private final List<Expectation> expectations = new ArrayList<>();
    private UnaryOperator<SiteLayout> layout = UnaryOperator.identity();
    private UnaryOperator<OpenStackSettings.Builder> cloud = UnaryOperator.identity();
    private int controllers = 1;
    private Duration length = Duration.ofMinutes(5);
    private final List<AcceptedDifference> acceptedAfterKill = new ArrayList<>();
    private String decidedByTiming = "";
    private boolean proofless;

    /** Something that happens at a moment. */
    record Timed(Duration at, Consumer<Stage> event) {}

    /** Something that happens once, as soon as something else is so. */
    record Awaited(Predicate<Stage> moment, Consumer<Stage> event) {}

    /** Something that has to be so in the end, whatever the story says. */
    record Expectation(String what, Predicate<Stage> holds) {}

    private Scenario(String number, String title) {
        this.number = number;
        this.title = title;
    }

    /**
     * A scenario.
     *
     * @param number the number of the line that it shows, such as {@code 08a}: two digits, and a letter where a line has several
     * @param title in one line what happens and what comes of it
     */
    static Scenario of(String number, String title) {
        return new Scenario(number, title);
    }

    /** So many hosts in zone {@code nova}, in racks of four. */
    Scenario hosts(int count) {
        hosts.clear();
        for (int i = 1; i <= count; i++) {
            host(i, "nova", "rack-" + ((i - 1) / 4 + 1));
        }
        return this;
    }

    /** One more host, {@code node-NUMBER}, there. */
    Scenario host(int host, String zone, String rack) {
        HostLayout model = HostLayout.numbered(host, zone, rack);
        hosts.add(new HostLayout(
                "node-" + host,
                zone,
                rack,
                model.aggregates(),
                model.storageAddress(),
                model.managementAddress(),
                model.bmcAddress()));
        return this;
    }

    Scenario controllers(int count) {
        controllers = count;
        return this;
    }

    /** What else is different about the site. */
    Scenario layout(UnaryOperator<SiteLayout> change) {
        layout = change;
        return this;
    }

    /** What is different about OpenStack; builds take 2 s if not said. */
    Scenario cloud(UnaryOperator<OpenStackSettings.Builder> change) {
        cloud = change;
        return this;
    }

    /** A setting of UMHA, such as {@code valve.panic_number}. */
    Scenario setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** An instance that is ACTIVE on {@code node-HOST}, its disk on shared storage. */
    Scenario instance(String name, int host) {
        return instance(name, host, UnaryOperator.identity());
    }

    /** An instance on {@code node-HOST} that is different in something. */
    Scenario instance(String name, int host, UnaryOperator<SimulatedInstance> change) {
        instances.add(change.apply(SimulatedInstance.active(idOf(name), name, "node-" + host)));
        return this;
    }

    /** The id of the instance with this name. */
    static String idOf(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** What is so before the processors start. */
    Scenario prepared(Consumer<Stage> preparation) {
        preparations.add(preparation);
        return this;
    }

    /** So many seconds after the beginning; events tell themselves. */
    Scenario at(double seconds, Consumer<Stage> event) {
        timed.add(new Timed(Duration.ofMillis(Math.round(seconds * 1000)), event));
        return this;
    }

    /** Once, as soon as something is so, looked at after every step; for example {@code stage -> stage.isOff(1)}. */
    Scenario when(Predicate<Stage> moment, Consumer<Stage> event) {
        awaited.add(new Awaited(moment, event));
        return this;
    }

    /**
     * What has to be so in the end, also if the story is written anew.
     *
     * @param what in a few words what is expected, such as {@code no power is cut}
     */
    Scenario expect(String what, Predicate<Stage> holds) {
        expectations.add(new Expectation(what, holds));
        return this;
    }

    /** How long it is watched. */
    Scenario lasts(Duration value) {
        length = value;
        return this;
    }

    /**
     * What comes of it rightly depends on the moment at which UMHA gets to it, so that a UMHA that was down meanwhile may end
     * otherwise; that must be right as well.
     */
    Scenario decidedByTiming(String why) {
        decidedByTiming = why;
        return this;
    }

    /**
     * After a kill between these moments another outcome is right as well. Each of the differences has to occur.
     *
     * @param from seconds from the beginning
     * @param why it is right
     * @param differences how they are told, word by word
     */
    Scenario acceptsAfterKill(double from, double to, String why, String... differences) {
        for (String difference : differences) {
            acceptedAfterKill.add(new AcceptedDifference(from, to, difference, why));
        }
        return this;
    }

    /** Evacuations without proof are what it is about. */
    Scenario withoutProof() {
        proofless = true;
        return this;
    }

    // ---- what a performance asks ----

    String number() {
        return number;
    }

    String title() {
        return title;
    }

    /** Its number and title as a file's name without an ending. */
    String fileName() {
        return number + "-"
                + title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    SiteLayout site() {
        if (hosts.isEmpty()) {
            hosts(4);
        }
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= controllers; i++) {
            names.add("controller-" + i);
        }
        return layout.apply(SiteLayout.of(1, names).withHosts(hosts).withSampleInterval(Duration.ofSeconds(5)));
    }

    OpenStackSettings openStack() {
        return cloud.apply(OpenStackSettings.builder()
                        .sharedStorage(true)
                        .hostCapacity(40)
                        .buildTime(Duration.ofSeconds(2)))
                .build();
    }

    List<SimulatedInstance> instances() {
        return instances;
    }

    Map<String, String> settings() {
        return settings;
    }

    List<Consumer<Stage>> preparations() {
        return preparations;
    }

    List<Timed> timed() {
        return timed;
    }

    List<Awaited> awaited() {
        return awaited;
    }

    List<Expectation> expectations() {
        return expectations;
    }

    Duration length() {
        return length;
    }

    /** Why a moment decides what comes of it; empty if none does. */
    String decidedByTiming() {
        return decidedByTiming;
    }

    List<AcceptedDifference> acceptedAfterKill() {
        return acceptedAfterKill;
    }

    boolean isWithoutProof() {
        return proofless;
    }

    @Override
    public String toString() {
        return number + " " + title;
    }
}
