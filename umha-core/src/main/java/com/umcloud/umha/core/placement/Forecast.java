package com.umcloud.umha.core.placement;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Whether instances would find room on the other hosts.
 *
 * @param fitting how many would
 * @param notFitting the ids of those that would not
 * @param known whether the capacity of any other host is known; otherwise nothing is said of any instance
 */
public record Forecast(int fitting, List<String> notFitting, boolean known) {
    private static final int LISTED = 10;

    public Forecast {
        notFitting = List.copyOf(notFitting);
        if (fitting < 0) {
            throw new IllegalArgumentException("the number of fitting instances is 0 or more, not " + fitting);
        }
    }

    /** Whether every instance would find room, as far as that is known. */
    public boolean enough() {
        return known && notFitting.isEmpty();
    }

    /**
     * For the operator, without a full stop: {@code 38 of 40 instances would find room; missing for web-1, web-2}.
     *
     * @param name the name of an instance by its id
     */
    public String text(UnaryOperator<String> name) {
        if (!known) {
            return "whether there is room is not known: the cloud tells no host's free resources";
        }
        int all = fitting + notFitting.size();
        String count = fitting + " of " + all + (all == 1 ? " instance" : " instances") + " would find room";
        if (notFitting.isEmpty()) {
            return count;
        }
        String missing =
                String.join(", ", notFitting.stream().limit(LISTED).map(name).toList());
        int more = notFitting.size() - LISTED;
        return count + "; missing for " + missing + (more > 0 ? " and " + more + " more" : "");
    }
}
