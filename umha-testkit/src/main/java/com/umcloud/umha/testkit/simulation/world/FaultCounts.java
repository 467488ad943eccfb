package com.umcloud.umha.testkit.simulation.world;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often which fault was brought about, and how often one was met by whoever it is meant for: a BMC that refuses is met when it
 * is commanded. What happened never is there with 0. Used by one thread.
 */
public final class FaultCounts {
    /** Those that do nothing until a call or a message comes along. */
    private static final List<SiteFault> MET = List.of(
            SiteFault.BMC_WITHOUT_FEED,
            SiteFault.CONTROLLER_CANNOT_PROBE,
            SiteFault.CONTROLLER_CUT_FROM_BMCS,
            SiteFault.PACKETS_LOST,
            SiteFault.SAMPLES_DOUBLED,
            SiteFault.DEVICES_SWAPPED);

    private final Map<String, Integer> injected = new TreeMap<>();
    private final Map<String, Integer> met = new TreeMap<>();

    /** Knows the faults of a site; others are known when they are first counted. */
    public FaultCounts() {
        for (SiteFault fault : SiteFault.values()) {
            injected.put(fault.label(), 0);
        }
        for (BmcTrouble trouble : BmcTrouble.values()) {
            injected.put(trouble.label(), 0);
            met.put(trouble.label(), 0);
        }
        for (SiteFault fault : MET) {
            met.put(fault.label(), 0);
        }
    }

    /** Counts a fault that was brought about. */
    public void injected(String kind) {
        injected.merge(kind, 1, Integer::sum);
    }

    /** Counts a call or message that a fault has spoilt. */
    public void met(String kind) {
        met.merge(kind, 1, Integer::sum);
    }

    void injected(SiteFault fault) {
        injected(fault.label());
    }

    void met(SiteFault fault) {
        met(fault.label());
    }

    /** How often each kind was brought about. */
    public Map<String, Integer> injected() {
        return Collections.unmodifiableMap(new TreeMap<>(injected));
    }

    /** How often each kind that has to be met was met. */
    public Map<String, Integer> met() {
        return Collections.unmodifiableMap(new TreeMap<>(met));
    }
}
