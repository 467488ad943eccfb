package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.simulation.processor.Seams;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What disasters are drawn from.
 *
 * @param hosts the number of hosts; 0 if that is drawn too, from 4 to 8
 * @param troubles what may happen
 * @param forced with {@code force_evacuate_when_ipmi_unknown = true}, in which evacuations without proof are allowed
 * @param seams what is wrong with the processors on purpose
 */
public record DisasterOptions(int hosts, Set<Trouble> troubles, boolean forced, Seams seams) {
    public DisasterOptions {
        EnumSet<Trouble> inTheirOrder = EnumSet.noneOf(Trouble.class);
        inTheirOrder.addAll(troubles);
        troubles = Collections.unmodifiableSet(inTheirOrder);
    }

    /** Everything may happen. */
    public static DisasterOptions usual() {
        return new DisasterOptions(0, EnumSet.allOf(Trouble.class), false, Seams.NONE);
    }

    public DisasterOptions withHosts(int value) {
        return new DisasterOptions(value, troubles, forced, seams);
    }

    public DisasterOptions withTroubles(Set<Trouble> value) {
        return new DisasterOptions(hosts, value, forced, seams);
    }

    public DisasterOptions withForced(boolean value) {
        return new DisasterOptions(hosts, troubles, value, seams);
    }

    public DisasterOptions withSeams(Seams value) {
        return new DisasterOptions(hosts, troubles, forced, value);
    }
}
