package com.umcloud.umha.core.assessment;

import java.util.ArrayList;
import java.util.List;

/**
 * The last observations of one signal, oldest first: true is bad. Immutable.
 *
 * @param bad at most as many as the valve's number
 */
public record Window(List<Boolean> bad) {
    public static final Window EMPTY = new Window(List.of());

    public Window {
        bad = List.copyOf(bad);
    }

    public Window add(boolean newestIsBad, ValveConfig valve) {
        if (bad.size() == valve.number() && isAll(newestIsBad)) {
            return this;
        }
        List<Boolean> next = new ArrayList<>(bad);
        next.add(newestIsBad);
        return new Window(next.subList(Math.max(0, next.size() - valve.number()), next.size()));
    }

    private boolean isAll(boolean value) {
        for (boolean each : bad) {
            if (each != value) {
                return false;
            }
        }
        return true;
    }

    public long badCount() {
        long count = 0;
        for (boolean each : bad) {
            count += each ? 1 : 0;
        }
        return count;
    }

    /** Whether enough of the last observations are bad; fewer observations than the threshold can never be enough. */
    public boolean trips(ValveConfig valve) {
        return badCount() >= valve.threshold();
    }

    public boolean newestIsBad() {
        return !bad.isEmpty() && bad.get(bad.size() - 1);
    }
}
