package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.nova.NovaFault;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.simulation.processor.SimulatedProcessor;
import com.umcloud.umha.testkit.simulation.region.SimulatedOperator;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.store.DatabaseWrite;
import com.umcloud.umha.testkit.simulation.store.WriteListener;
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
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The troubles of one disaster: which, when, for how long; and how they all end. Used by one thread. */
final class Storm {
    private static final Duration FIRST = Duration.ofSeconds(25);
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LATER = Duration.ofMillis(1500);
    private static final Duration SHORT_WHILE = Duration.ofSeconds(5);

    /** After so long the commands take a word back that nobody has heard: two sample intervals and ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How often a processor dies when a word was said, so that another one may hear it. */
    private static final double SUCCESSOR = 0.12;

    private final SimulatedRegion region;
    private final Chance chance;
    private final Story story;
    private Duration length;
    private final Lookout lookout;
    private final Map<Trouble, Integer> begun = new EnumMap<>(Trouble.class);
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private Optional<Trouble> waiting = Optional.empty();
    private boolean waits;
    private boolean over;

    Storm(SimulatedRegion region, Chance chance, Story story, Duration length, Lookout lookout) {
        this.region = region;
        this.chance = chance;
        this.story = story;
        this.length = length;
        this.lookout = lookout;
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
        for (int i = chance.between(2, 8); i > 0; i--) {
            plan(chance.oneOf(weighted));
        }
    }

    private void plan(Trouble trouble) {
        Duration last = trouble.isPatient() ? length.dividedBy(3) : length;
        if (trouble.takesLong()) {
            length = LONG;
        }
        region.agenda().after(chance.between(FIRST, last), () -> {
            if (!over) {
                begin(trouble);
            }
        });
    }

    private void begin(Trouble trouble) {
        waiting = Optional.of(trouble);
        waits = false;
        attempt(() -> {
            trouble.begin(this);
            if (!waits) {
                count(trouble);
            }
        });
        waiting = Optional.empty();
    }

    private void count(Trouble trouble) {
        begun.merge(trouble, 1, Integer::sum);
    }

    /** Everything that is undone when it is over is undone now, and nothing begins any more. */
    void end() {
        over = true;
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    /** How long it rages; known when all is planned. */
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

    /**
     * The trouble that begins waits for a moment, which is looked for again and again as long as the storm rages; it counts as
     * brought about when that comes.
     *
     * @param moment what is done now; empty if it is not the moment
     */
    void await(Supplier<Optional<Runnable>> moment) {
        waits = true;
        lookFor(waiting.orElseThrow(), moment);
    }

    private void lookFor(Trouble trouble, Supplier<Optional<Runnable>> moment) {
        Optional<Runnable> now = moment.get();
        if (now.isEmpty()) {
            later(SOON, LATER, () -> lookFor(trouble, moment));
            return;
        }
        attempt(() -> {
            now.get().run();
            count(trouble);
        });
    }

    /** Does what Nova may refuse. */
    void attempt(Runnable action) {
        try {
            action.run();
        } catch (NovaFault e) {
            story.tell("(Nova refuses: " + e.getMessage() + ")");
        }
    }

    /** Something that follows within so long when an incident of that host is opened, once. */
    void whenOpened(String host, Duration most, Runnable action) {
        boolean[] done = new boolean[1];
        region.database().listen(new WriteListener() {
            @Override
            public void after(DatabaseWrite write, boolean written) {
                boolean opened = written
                        && write.commit().stream()
                                .flatMap(commit -> commit.incidents().stream())
                                .anyMatch(row -> row.open() && row.host().equals(host));
                if (opened && !done[0]) {
                    done[0] = true;
                    later(Duration.ZERO, most, action);
                }
            }
        });
    }

    /** An operator does something by the database, or tries again a little later if it is away. */
    void operator(Consumer<SimulatedOperator> action) {
        try {
            action.accept(region.operator());
        } catch (UmhaException e) {
            tell("(the operator fails: " + e.getMessage() + ")");
            later(SHORT_WHILE, SHORT_WHILE, () -> operator(action));
        }
    }

    /** An operator says a word, and takes it back if nobody hears it in time. */
    void says(OperatorWord.Kind kind, String subject, Optional<String> incident, boolean destinationChecked) {
        operator(operator -> {
            String id = operator.say(kind, subject, incident, destinationChecked);
            lookout.words().said(id);
            tell("an operator says " + kind + " " + subject + (destinationChecked ? ", destination checked" : ""));
            if (chance.happens(SUCCESSOR)) {
                ProcessorTroubles.killed(this);
            }
            Duration patience = chance.happens(0.7) ? PATIENCE : chance.between(SHORT_WHILE, PATIENCE.multipliedBy(10));
            region.agenda().after(patience, () -> withdraw(id, kind + " " + subject));
        });
    }

    private void withdraw(String id, String what) {
        try {
            if (region.operator().answer(id).isEmpty() && region.operator().withdraw(id)) {
                lookout.words().withdrawn(id);
                tell("nobody has heard " + what + ": it is taken back");
            }
        } catch (UmhaException e) {
            region.agenda().after(SHORT_WHILE, () -> withdraw(id, what));
        }
    }

    void hit(Moment moment) {
        lookout.hits().hit(moment);
    }

    /** Counts the moment if the processor on that controller acts. */
    void hitIfActing(String controller, Moment moment) {
        if (region.processor(controller).epoch().isPresent()) {
            hit(moment);
        }
    }

    /** Tells whoever listens of all that processors do. */
    void listen(ProcessorListener listener) {
        lookout.seams().listen(listener);
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

    /** Often the one whose processor acts. */
    String anyController() {
        Optional<String> acting = region.processors().stream()
                .filter(processor -> processor.epoch().isPresent())
                .map(SimulatedProcessor::controller)
                .findFirst();
        if (acting.isPresent() && chance.happens(0.5)) {
            return acting.get();
        }
        return chance.oneOf(region.site().layout().controllers());
    }

    Optional<SimulatedInstance> anyInstance() {
        List<SimulatedInstance> all = region.nova().instances();
        return all.isEmpty() ? Optional.empty() : Optional.of(chance.oneOf(all));
    }
}
