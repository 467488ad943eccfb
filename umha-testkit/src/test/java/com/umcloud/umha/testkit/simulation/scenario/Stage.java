package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Where a scenario is performed. What is done here tells itself; what is done to the {@link #region} has to be told. */
final class Stage implements HostFaults, NetworkFaults, DeviceFaults, CloudActs, ManagerActs, Questions {
    private final SimulatedRegion region;
    private final Narration narration;
    private final Map<String, Instant> moments = new HashMap<>();
    private final List<String> broken = new ArrayList<>();

    Stage(SimulatedRegion region, Narration narration) {
        this.region = region;
        this.narration = narration;
    }

    @Override
    public SimulatedRegion region() {
        return region;
    }

    @Override
    public Narration narration() {
        return narration;
    }

    @Override
    public Map<String, Instant> moments() {
        return moments;
    }

    /** So many seconds from now. */
    void after(double seconds, Consumer<Stage> event) {
        region.agenda().after(Duration.ofMillis(Math.round(seconds * 1000)), () -> event.accept(this));
    }

    /** Tells at once what is not as it must be. */
    void must(String what, boolean holds) {
        if (!holds) {
            tell("NOT SO: " + what);
            broken.add("not so: " + what);
        }
    }

    /** What was not as it had to be. */
    List<String> broken() {
        return broken;
    }
}
