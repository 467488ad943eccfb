package com.umcloud.umha.it.openstack.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The order of the runs: each block has one run of UMHA and one of everything it is compared with, and every second block
 * goes backwards (ABBA), so that a slow drift of the machine falls on both sides alike.
 */
final class Schedule {
    private Schedule() {}

    /** The kinds of one block, in order; blocks are counted from 0. */
    static List<Kind> block(int number, List<Kind> against) {
        List<Kind> kinds = new ArrayList<>();
        kinds.add(Kind.UMHA);
        kinds.addAll(against);
        if (number % 2 == 1) {
            Collections.reverse(kinds);
        }
        return List.copyOf(kinds);
    }
}
