package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.testkit.simulation.time.Chance;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which faults calls of the database meet: those of one processor, or of everybody. A fault meets only what it is made for: a
 * lost commit no read, for example. Everything can be changed at any moment.
 */
public final class DatabaseFaults {
    private final Chance chance;
    private final Consumer<DatabaseFault> injected;
    private final Set<DatabaseFault> lasting = EnumSet.noneOf(DatabaseFault.class);
    private final Map<DatabaseFault, Integer> ordered = new EnumMap<>(DatabaseFault.class);
    private final Map<DatabaseFault, Double> rates = new EnumMap<>(DatabaseFault.class);

    DatabaseFaults(Chance chance, Consumer<DatabaseFault> injected) {
        this.chance = chance;
        this.injected = injected;
    }

    /** From now on every call that it is made for meets it. */
    public void begin(DatabaseFault... faults) {
        lasting.addAll(Arrays.asList(faults));
    }

    /** What {@link #begin} began is over; the rate and what was ordered stay. */
    public void end(DatabaseFault... faults) {
        Arrays.asList(faults).forEach(lasting::remove);
    }

    /**
     * The next calls that it is made for meet it, besides those that meet it anyway.
     *
     * @param times how many, from 0; takes the place of what was ordered before
     */
    public void next(DatabaseFault fault, int times) {
        if (times < 0) {
            throw new IllegalArgumentException(fault + " cannot strike " + times + " times; 0 takes an order back");
        }
        ordered.put(fault, times);
    }

    /**
     * Each call that it is made for meets it with this probability.
     *
     * @param share 0 (never) to 1
     */
    public void rate(DatabaseFault fault, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the rate of " + fault + " is from 0 to 1, not " + share);
        }
        rates.put(fault, share);
    }

    /** No fault strikes any more. */
    public void calm() {
        lasting.clear();
        ordered.clear();
        rates.clear();
    }

    /** Whether it was begun and is not over. */
    public boolean lasts(DatabaseFault fault) {
        return lasting.contains(fault);
    }

    /** Whether this call meets it; counted if so. */
    boolean strikes(DatabaseFault fault) {
        boolean strikes = lasting.contains(fault) || isOrdered(fault) || isDrawn(fault);
        if (strikes) {
            injected.accept(fault);
        }
        return strikes;
    }

    private boolean isOrdered(DatabaseFault fault) {
        int left = ordered.getOrDefault(fault, 0);
        if (left > 0) {
            ordered.put(fault, left - 1);
        }
        return left > 0;
    }

    private boolean isDrawn(DatabaseFault fault) {
        double share = rates.getOrDefault(fault, 0.0);
        return share > 0 && chance.happens(share);
    }
}
