package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which changes of states the stories that were told on one thread have led to. */
final class ReachedStates {
    private static final ThreadLocal<ReachedStates> CURRENT = ThreadLocal.withInitial(ReachedStates::new);

    private final Set<StateChange<IncidentState>> incidents = new HashSet<>();
    private final Set<StateChange<InstanceState>> instances = new HashSet<>();

    static ReachedStates ofThisThread() {
        return CURRENT.get();
    }

    /** Stories that begin on this thread from now on are noted in a record of their own. */
    static ReachedStates anew() {
        CURRENT.remove();
        return CURRENT.get();
    }

    Set<StateChange<IncidentState>> incidents() {
        return incidents;
    }

    Set<StateChange<InstanceState>> instances() {
        return instances;
    }

    void begun(Incident incident) {
        changed(Optional.empty(), incident.state());
        incident.instances().forEach(i -> changed(Optional.empty(), i));
    }

    void led(Incident before, Incident after) {
        if (before.state() != after.state()) {
            changed(Optional.of(before.state()), after.state());
        }
        boolean anew = before.state() == IncidentState.REHEARSED && after.state() != IncidentState.REHEARSED;
        List<InstanceRecovery> old = anew ? List.of() : before.instances();
        List<InstanceRecovery> now = after.instances();
        for (int i = 0; i < now.size(); i++) {
            changed(i < old.size() ? Optional.of(old.get(i).state()) : Optional.empty(), now.get(i));
        }
    }

    private void changed(Optional<IncidentState> from, IncidentState to) {
        IncidentTransitions.all().stream()
                .filter(c -> c.from().equals(from) && c.to() == to)
                .forEach(incidents::add);
    }

    private void changed(Optional<InstanceState> from, InstanceRecovery to) {
        Optional<List<StateChange<InstanceState>>> way = InstanceTransitions.way(from, to.state());
        assertThat(way).as("%s -> %s", from, to).isPresent();
        instances.addAll(way.get());
    }
}
