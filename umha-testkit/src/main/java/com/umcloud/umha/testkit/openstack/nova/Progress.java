package com.umcloud.umha.testkit.openstack.nova;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is under way in Nova: evacuations, live migrations, starts of compute services; guarded by the lock of {@link NovaState}. */
final class Progress {
    private final NovaState nova;
    private final List<Evacuation> evacuations = new ArrayList<>();
    private final List<LiveMigration> liveMigrations = new ArrayList<>();
    private boolean advancing;

    Progress(NovaState nova) {
        this.nova = nova;
    }

    void begin(Evacuation evacuation) {
        evacuations.add(evacuation);
    }

    void begin(LiveMigration migration) {
        liveMigrations.add(migration);
    }

    void end(Evacuation evacuation) {
        evacuations.remove(evacuation);
    }

    void end(LiveMigration migration) {
        liveMigrations.remove(migration);
    }

    List<Evacuation> evacuations() {
        return evacuations;
    }

    /** Lets happen what was due by now, in its sequence; nothing if it is itself what looks. */
    void advance(Instant now) {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            boolean more = true;
            while (more) {
                more = step(now);
            }
        } finally {
            advancing = false;
        }
    }

    /** Lets the next thing happen that was due by now; false if there is none. */
    private boolean step(Instant now) {
        Underway step = earliest(liveMigrations, earliest(evacuations, null));
        Instant stepAt = step == null ? Instant.MAX : step.dueAt();
        ComputeService start = null;
        Instant startAt = Instant.MAX;
        for (ComputeService service : nova.services()) {
            if (service.cleanupAt().isBefore(startAt)) {
                start = service;
                startAt = service.cleanupAt();
            }
        }
        if (start != null && !startAt.isAfter(stepAt) && !startAt.isAfter(now)) {
            new ComputeStart(nova, start, startAt).run();
            nova.look();
            return true;
        }
        if (step != null && !stepAt.isAfter(now)) {
            step.step(nova, stepAt);
            return true;
        }
        return false;
    }

    private static @Nullable Underway earliest(List<? extends Underway> candidates, @Nullable Underway known) {
        Underway earliest = known;
        for (Underway each : candidates) {
            if (!each.dueAt().equals(Instant.MAX)
                    && (earliest == null || each.dueAt().isBefore(earliest.dueAt()))) {
                earliest = each;
            }
        }
        return earliest;
    }

    void resumeBuildsOn(String host, Instant now) {
        for (Evacuation evacuation : evacuations) {
            if (evacuation.destination.equals(host)) {
                evacuation.resume(now);
            }
        }
    }

    /** A compute service goes on: so does what was to arrive there. */
    void unpark(String host, Instant now) {
        for (Evacuation evacuation : evacuations) {
            if (evacuation.isParkedOn(host)) {
                evacuation.unpark(now);
            }
        }
    }

    /** A compute service has ended: nobody goes on with what was to arrive there. */
    void lose(ComputeService service, Instant now) {
        evacuations.removeIf(evacuation -> evacuation.destination.equals(service.host.name()));
        List.copyOf(liveMigrations).forEach(migration -> migration.lost(nova, service, now));
    }

    /** An instance is gone. The build of its evacuation finds that out and fails (rebuild_instance, InstanceNotFound). */
    void lose(Server server, Instant at) {
        for (Evacuation evacuation : List.copyOf(evacuations)) {
            if (evacuation.server == server) {
                boolean chosen = !evacuation.destination.isEmpty();
                Optional<String> destination = chosen ? Optional.of(evacuation.destination) : evacuation.wanted;
                nova.change(evacuation.migration, chosen ? "failed" : "error", destination, at);
                end(evacuation);
            }
        }
        liveMigrations.removeIf(migration -> migration.server == server);
    }
}
