package com.umcloud.umha.testkit.simulation.processor;

import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.testkit.simulation.time.Chance;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * UMHA's processing on one controller. It is started, stopped as an operator does, killed at any moment, and stands still for a
 * while. Used by one thread.
 */
public final class SimulatedProcessor {
    private final String controller;
    private final ProcessorSurroundings surroundings;
    private final Configuration configuration;
    private final Seams seams;
    private final Chance chance;
    private final BiConsumer<Incident, Announcement> narrator;
    private final Consumer<String> died;
    private @Nullable ProcessorLife life;

    /**
     * A processor that does not run.
     *
     * @param controller the machine of the site that it runs on
     * @param chance how long its threads take
     * @param narrator told of every announcement that it has written down
     * @param died told in one line when it is killed in the middle of a write
     */
    public SimulatedProcessor(
            String controller,
            ProcessorSurroundings surroundings,
            Configuration configuration,
            Seams seams,
            Chance chance,
            BiConsumer<Incident, Announcement> narrator,
            Consumer<String> died) {
        this.controller = controller;
        this.surroundings = surroundings;
        this.configuration = configuration;
        this.seams = seams;
        this.chance = chance;
        this.narrator = narrator;
        this.died = died;
    }

    public String controller() {
        return controller;
    }

    public boolean isRunning() {
        return life != null && !life.isOver();
    }

    /** Starts it, unless it runs. */
    public void start() {
        if (!isRunning()) {
            ProcessorLife next =
                    new ProcessorLife(controller, surroundings, configuration, seams, chance.split(), narrator, died);
            life = next;
            next.begin();
        }
    }

    /** It is gone at once, with everything that it had not written down. Nothing happens if it does not run. */
    public void kill() {
        ProcessorLife current = life;
        if (current != null) {
            current.kill();
        }
    }

    /** It ends as it does when its service is stopped: it gives the lease back. */
    public void stop() {
        ProcessorLife current = life;
        if (current != null) {
            current.stop();
        }
    }

    /** It stands still for so long, as a machine that swaps or is suspended does; nothing that it has sent is taken back. */
    public void pause(Duration time) {
        ProcessorLife current = life;
        if (current != null) {
            current.pause(time);
        }
    }

    /** The epoch under which it acts; empty if it does not run or stands by. */
    public OptionalLong epoch() {
        ProcessorLife current = life;
        return current == null || current.isOver() ? OptionalLong.empty() : current.epoch();
    }
}
