package com.umcloud.umha.core.incident;

import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.safety.SafetyVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Holds every decision to the {@link Invariants} before it can be written down. A step that breaks one is not taken: the incident
 * stays as it was, is marked with the violation, and nothing but a start of the program takes it up again. Other incidents
 * are not concerned.
 */
public final class CheckedDecisions implements IncidentDecisions {
    private final IncidentDecisions decisions;
    private final Invariants invariants;

    public CheckedDecisions(IncidentDecisions decisions, RecoveryConfig config) {
        this.decisions = decisions;
        this.invariants = new Invariants(config);
    }

    @Override
    public Transition open(
            String id, HostAssessment assessment, SafetyVerdict verdict, DeviceListed device, Instant now) {
        Transition opened = decisions.open(id, assessment, verdict, device, now);
        IncidentEvent event =
                new IncidentEvent.Assessed(assessment, verdict, new ServiceSeen(false, Optional.empty()), device);
        List<Violation> violated =
                invariants.violatedBy(Optional.empty(), Optional.of(event), Surroundings.ALONE, opened, now);
        return violated.isEmpty() ? opened : held(opened.incident().unbegun(), violated, now);
    }

    @Override
    public Transition apply(Incident incident, IncidentEvent event, Surroundings surroundings, Instant now) {
        if (incident.violation().isPresent() && !(event instanceof IncidentEvent.Resumed)) {
            return new Transition(incident, List.of(), List.of());
        }
        Transition decided = decisions.apply(incident, event, surroundings, now);
        List<Violation> violated =
                invariants.violatedBy(Optional.of(incident), Optional.of(event), surroundings, decided, now);
        return violated.isEmpty() ? decided : held(incident, violated, now);
    }

    @Override
    public Optional<String> refusal(Incident incident, IncidentEvent word) {
        return incident.violation()
                .map(rule ->
                        "it is held until processing is started again, since its next step would have broken a rule: "
                                + rule)
                .or(() -> decisions.refusal(incident, word));
    }

    @Override
    public Transition close(Incident incident, String why, Instant now) {
        Transition closed = decisions.close(incident, why, now);
        List<Violation> violated =
                invariants.violatedBy(Optional.of(incident), Optional.empty(), Surroundings.ALONE, closed, now);
        return violated.isEmpty() ? closed : held(incident, violated, now);
    }

    private static Transition held(Incident incident, List<Violation> violated, Instant now) {
        String text = violated.get(0).text();
        return new Transition(
                incident.held(text, now),
                List.of(),
                List.of(new Announcement(
                        AnnouncementKind.VIOLATION, "a step would have broken a rule and was not taken: " + text)));
    }
}
