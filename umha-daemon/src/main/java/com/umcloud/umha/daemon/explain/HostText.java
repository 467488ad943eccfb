package com.umcloud.umha.daemon.explain;

import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.InstanceRecovery;
import com.umcloud.umha.core.judgement.HostJudgement;
import com.umcloud.umha.core.judgement.HostJudgement.GateSaid;
import com.umcloud.umha.core.safety.Ruling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A host in words, for {@code umha explain}. */
public final class HostText {
    private final HostFacts facts;
    private final StringBuilder text = new StringBuilder();

    private HostText(HostFacts facts) {
        this.facts = facts;
    }

    /** What was seen, which gate says what and since when, what comes next, and what can be done. */
    public static String of(HostFacts facts) {
        return new HostText(facts).text();
    }

    private String text() {
        text.append("Host ").append(facts.host()).append('\n');
        line("processor", facts.processor().orElse("none acts at this moment"));
        line("UMHA", facts.arming().text());
        line("last heard", facts.lastHeard().map(this::ago).orElse("never"));
        facts.judgement().ifPresentOrElse(this::seen, () -> line("judged", "not yet"));
        line("maintenance", facts.maintenance().map(m -> m.text()).orElse("none"));
        facts.lastFenced()
                .ifPresent(at -> line(
                        "last fenced",
                        ago(at)
                                + facts.mayBeFencedFrom()
                                        .map(from -> "; not again before " + from)
                                        .orElse("")));
        facts.incident().ifPresent(this::incident);
        facts.judgement().ifPresent(this::gates);
        text.append("\nNext: ").append(Advice.next(facts)).append(".\n");
        List<String> possible = Advice.possible(facts);
        if (!possible.isEmpty()) {
            text.append("You can:\n");
            possible.forEach(p -> text.append("  ").append(p).append('\n'));
        }
        return text.toString();
    }

    private void seen(HostJudgement judgement) {
        line(
                "judged",
                facts.judgedAt().map(this::ago).orElse("")
                        + (facts.isStale() ? "  OUT OF DATE: is a processor running?" : ""));
        Observation seen = judgement.seen();
        line(
                "seen",
                "storage " + seen.storage() + ", " + seen.liveness() + (seen.probed() ? ", answers probes" : "")
                        + ", power " + seen.power() + " at " + seen.at());
        if (!judgement.windows().isEmpty()) {
            line(
                    "windows",
                    judgement.windows().entrySet().stream()
                            .map(e -> e.getKey() + " " + e.getValue().bad() + " of "
                                    + e.getValue().of() + " bad")
                            .collect(Collectors.joining(", ")));
        }
        line("faults", faults(judgement));
        if (!judgement.unmonitored().isEmpty()) {
            line("never good", sorted(judgement.unmonitored()) + ": these judge nothing on this host");
        }
        line("fence device", judgement.device().toString());
        line("in the cloud", judgement.service().map(HostText::service).orElse("not listed"));
    }

    private static String faults(HostJudgement judgement) {
        String confirmed = judgement.confirmed().isEmpty() ? "" : "confirmed " + sorted(judgement.confirmed());
        String suspected = judgement.suspected().isEmpty() ? "" : "suspected " + sorted(judgement.suspected());
        String both = confirmed + (confirmed.isEmpty() || suspected.isEmpty() ? "" : ", ") + suspected;
        return both.isEmpty() ? (judgement.well() ? "none, it is well" : "none") : both;
    }

    private static String sorted(Set<? extends Enum<?>> names) {
        return new TreeSet<>(names.stream().map(Enum::name).toList()).toString();
    }

    private static String service(HostJudgement.ServiceSeen service) {
        return "nova-compute is " + (service.up() ? "up" : "down") + " and "
                + (service.enabled() ? "enabled" : "disabled")
                + (service.disabledReason().isEmpty() ? "" : " (" + service.disabledReason() + ")")
                + (service.forcedDown() ? ", forced down" : "")
                + (service.zone().isEmpty() ? "" : ", zone " + service.zone());
    }

    private void incident(Incident incident) {
        line(
                "incident",
                incident.id() + "  " + incident.state() + "  since " + incident.openedAt()
                        + (incident.reason().isEmpty() ? "" : ": " + incident.reason()));
        for (InstanceRecovery instance : incident.instances()) {
            text.append("    ").append(InstanceLine.of(instance)).append('\n');
        }
    }

    private void gates(HostJudgement judgement) {
        text.append("\nGates\n");
        for (GateSaid said : judgement.gates()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-15s %-8s since %s%s%n",
                    said.gate(),
                    said.ruling() == Ruling.PASS ? "pass" : said.ruling().name(),
                    said.since(),
                    said.reason().isEmpty() ? "" : ": " + said.reason()));
        }
    }

    private String ago(Instant at) {
        long seconds = Math.max(0, Duration.between(at, facts.readAt()).toSeconds());
        return at + " (" + (seconds < 120 ? seconds + " s" : seconds / 60 + " min") + " ago)";
    }

    private void line(String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-13s %s%n", name, value));
    }
}
