package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What happened, in lines that a person can read. Used by one thread. */
public final class Story {
    private static final int WIDTH = 9;

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
        long millis = Duration.between(SimulatedRegion.START, moment).toMillis();
        String text = BigDecimal.valueOf(millis, 3).toPlainString();
        return " ".repeat(Math.max(0, WIDTH - text.length())) + text;
    }

    /** The lines, oldest first. */
    public List<String> lines() {
        return Collections.unmodifiableList(lines);
    }
}
