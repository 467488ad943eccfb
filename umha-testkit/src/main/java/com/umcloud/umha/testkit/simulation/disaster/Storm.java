package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.nova.NovaFault;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.time.Chance;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The troubles of one disaster: which, when, for how long; and how they all end. Used by one thread. */
final class Storm {
    private static final Duration FIRST = Duration.ofSeconds(25);

    private final SimulatedRegion region;
    private final Chance chance;
    private final Story story;
    private final Duration length;
    private final Map<Trouble, Integer> begun = new EnumMap<>(Trouble.class);
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private boolean over;

    Storm(SimulatedRegion region, Chance chance, Story story, Duration length) {
        this.region = region;
        this.chance = chance;
        this.story = story;
        this.length = length;
    }

    /** Plans troubles of these kinds, host failures among them if they are allowed. */
    void plan(Set<Trouble> kinds) {
        List<Trouble> failures =
                kinds.stream().sorted().filter(Trouble::isHostFailure).toList();
        List<Trouble> weighted = kinds.stream()
                .sorted()
                .flatMap(kind -> Collections.nCopies(kind.weight(), kind).stream())
                .toList();
        if (weighted.isEmpty()) {
            return;
        }
        int number = failures.isEmpty() ? 0 : chance.between(1, 2);
        for (int i = 0; i < number; i++) {
            plan(chance.oneOf(failures));
        }
        for (int i = chance.between(1, 6); i > 0; i--) {
            plan(chance.oneOf(weighted));
        }
    }

    private void plan(Trouble trouble) {
        region.agenda().after(chance.between(FIRST, length), () -> {
            if (!over) {
                begin(trouble);
            }
        });
    }

    private void begin(Trouble trouble) {
        try {
            trouble.begin(this);
            begun.merge(trouble, 1, Integer::sum);
        } catch (NovaFault e) {
            story.tell("(Nova refuses: " + e.getMessage() + ")");
        }
    }

    /** Everything that is undone when it is over is undone now, and nothing begins any more. */
    void end() {
        over = true;
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    /** How long it rages. */
    Duration length() {
        return length;
    }

    boolean isOver() {
        return over;
    }

    /** How often each kind of trouble has begun. */
    Map<Trouble, Integer> begun() {
        return begun;
    }

    // ---- what troubles are made of ----

    SimulatedRegion region() {
        return region;
    }

    Chance chance() {
        return chance;
    }

    void tell(String line) {
        story.tell(line);
    }

    /** Tells a trouble, and lets it end by itself some time later, or at the latest with the storm. */
    void lasts(String what, Duration least, Duration most, Runnable end) {
        Duration time = chance.between(least, most);
        tell(what + ", for " + time.toMillis() / 1000.0 + " s");
        boolean[] ended = new boolean[1];
        Runnable once = () -> {
            if (!ended[0]) {
                ended[0] = true;
                tell("over: " + what);
                end.run();
            }
        };
        undo.push(once);
        region.agenda().after(time, once);
    }

    void lasts(String what, Runnable end) {
        lasts(what, Duration.ofSeconds(10), Duration.ofSeconds(180), end);
    }

    /** Something that follows if the storm still rages then. */
    void later(Duration least, Duration most, Runnable action) {
        region.agenda().after(chance.between(least, most), () -> {
            if (!over) {
                action.run();
            }
        });
    }

    String anyHost() {
        return chance.oneOf(region.site().hosts()).name();
    }

    /** A host whose programs run; another one if there is none. */
    String anyLiveHost() {
        List<SimulatedHost> alive =
                region.site().hosts().stream().filter(SimulatedHost::isAlive).toList();
        return alive.isEmpty() ? anyHost() : chance.oneOf(alive).name();
    }

    /** Whether so many hosts are dead that no further one may stay so: the observer would rightly doubt itself for ever. */
    boolean isMuchDead() {
        long dead =
                region.site().hosts().stream().filter(host -> !host.isAlive()).count();
        return dead * 4 > region.site().hosts().size();
    }

    String anyController() {
        return chance.oneOf(region.site().layout().controllers());
    }

    Optional<SimulatedInstance> anyInstance() {
        List<SimulatedInstance> all = region.nova().instances();
        return all.isEmpty() ? Optional.empty() : Optional.of(chance.oneOf(all));
    }
}
