package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.simulation.cloud.CloudFault;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.store.DatabaseFault;
import com.umcloud.umha.testkit.simulation.world.BmcTrouble;
import com.umcloud.umha.testkit.simulation.world.FaultCounts;
import com.umcloud.umha.testkit.simulation.world.SiteFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every kind of fault that a simulation is made of, and how often 1,000 seeds have to meet it at least. */
public final class FaultCatalogue {
    /** For so many seeds the minimum is stated. */
    public static final int SEEDS = 1000;

    private static final int CALLS = 10;
    private static final int RARE = 5;

    private FaultCatalogue() {}

    /** What kinds belong together. */
    public enum Group {
        TROUBLE("Troubles", "what a seed draws; counted when it is brought about, or its moment has come"),
        MOMENT("Moments", "what troubles and UMHA do to each other; counted when it is really so"),
        NOVA("Calls of Nova", "calls that went wrong in this way, and lists that differed from the truth"),
        DATABASE("Calls of the database", "calls that met it"),
        SITE("The site", "times it was brought about; calls and messages that met it where something has to meet it");

        private final String title;
        private final String text;

        Group(String title, String text) {
            this.title = title;
            this.text = text;
        }

        public String title() {
            return title;
        }

        /** What is counted. */
        public String text() {
            return text;
        }
    }

    /**
     * One kind.
     *
     * @param name such as {@code wrong-bmc-of-failed-host}; unique within its group
     * @param minimum how often 1,000 seeds have to hit it at least
     * @param text what it is, in one line; empty where its name says it
     */
    public record Kind(Group group, String name, int minimum, String text) {
        /** Under which its hits are counted. */
        public String key() {
            return group.name().toLowerCase(Locale.ROOT) + " " + name;
        }

        /** How often 1,000 of these seeds have hit it. */
        public double hits(Coverage coverage, long seeds) {
            return coverage.hits().getOrDefault(key(), 0) * (double) SEEDS / seeds;
        }
    }

    /** All of them, in the order in which they are told. */
    public static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (Trouble trouble : Trouble.values()) {
            kinds.add(new Kind(Group.TROUBLE, trouble.label(), trouble.minimum(), ""));
        }
        for (Moment moment : Moment.values()) {
            kinds.add(new Kind(Group.MOMENT, moment.label(), moment.minimum(), moment.text()));
        }
        for (CloudFault fault : CloudFault.values()) {
            kinds.add(new Kind(Group.NOVA, label(fault), CALLS, ""));
        }
        for (DatabaseFault fault : DatabaseFault.values()) {
            kinds.add(new Kind(Group.DATABASE, label(fault), CALLS, ""));
        }
        for (BmcTrouble trouble : BmcTrouble.values()) {
            kinds.add(new Kind(Group.SITE, trouble.label(), CALLS, ""));
        }
        for (SiteFault fault : SiteFault.values()) {
            kinds.add(new Kind(Group.SITE, fault.label(), RARE, ""));
        }
        return kinds;
    }

    private static String label(Enum<?> fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kinds that these seeds have not hit as often as they have to. */
    public static List<Kind> below(Coverage coverage, long seeds) {
        return kinds().stream()
                .filter(kind -> kind.hits(coverage, seeds) < kind.minimum())
                .toList();
    }

    /** Adds what one disaster has hit. */
    static void count(SimulatedRegion region, Storm storm, Hits hits, Coverage coverage) {
        storm.begun().forEach((trouble, times) -> hit(coverage, Group.TROUBLE, trouble.label(), times));
        Arrays.stream(Moment.values()).forEach(moment -> hit(coverage, Group.MOMENT, moment.label(), hits.of(moment)));
        region.cloud().journal().faults().forEach((fault, times) -> hit(coverage, Group.NOVA, label(fault), times));
        region.database()
                .injectedFaults()
                .forEach((name, times) -> hit(
                        coverage, Group.DATABASE, name.toLowerCase(Locale.ROOT).replace('_', '-'), times));
        FaultCounts site = region.site().truth().faults();
        Map<String, Integer> met = site.met();
        site.injected().forEach((name, times) -> hit(coverage, Group.SITE, name, met.getOrDefault(name, times)));
    }

    private static void hit(Coverage coverage, Group group, String name, int times) {
        coverage.hit(new Kind(group, name, 0, "").key(), times);
    }
}
