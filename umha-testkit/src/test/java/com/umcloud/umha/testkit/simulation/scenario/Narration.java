package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened, line by line, with the seconds since the beginning. */
final class Narration {
    private final List<String> lines = new ArrayList<>();
    private final List<Instant> deeds = new ArrayList<>();
    private InstantSource clock = () -> SimulatedRegion.START;

    void use(InstantSource time) {
        clock = time;
    }

    void tell(String line) {
        double seconds =
                Duration.between(SimulatedRegion.START, clock.instant()).toMillis() / 1000.0;
        lines.add(String.format(Locale.ROOT, "%8.1f  %s", seconds, line));
    }

    /** UMHA has changed something outside, or tried to. */
    void tellDeed(String line) {
        deeds.add(clock.instant());
        tell(line);
    }

    /** When UMHA has changed something outside, or tried to, oldest first. */
    List<Instant> deeds() {
        return deeds;
    }

    /** What belongs to the last line. */
    void add(String text) {
        text.lines().forEach(line -> lines.add(("            | " + line).stripTrailing()));
    }

    List<String> lines() {
        return lines;
    }
}
