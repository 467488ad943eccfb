package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What happened, in lines that a person can read. Used by one thread. */
public final class Story {
    private final List<String> lines = new ArrayList<>();
    private InstantSource clock = () -> SimulatedRegion.START;

    void use(InstantSource time) {
        clock = time;
    }

    void tell(String line) {
        lines.add(at(clock.instant()) + "  " + line);
    }

    /** Seconds since the beginning. */
    static String at(Instant moment) {
        double seconds = Duration.between(SimulatedRegion.START, moment).toMillis() / 1000.0;
        return String.format(Locale.ROOT, "%9.3f", seconds);
    }

    /** The lines, oldest first. */
    public List<String> lines() {
        return Collections.unmodifiableList(lines);
    }
}
