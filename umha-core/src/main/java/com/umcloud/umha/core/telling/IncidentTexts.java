package com.umcloud.umha.core.telling;

import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.AnnouncementKind;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.incident.InstanceRecovery;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What an operator reads about an incident. */
public final class IncidentTexts {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private IncidentTexts() {}

    /** One line: host, what happened. */
    public static String title(Incident incident, Announcement announcement) {
        String what = switch (announcement.kind()) {
            case HELD -> "has failed and is NOT being recovered";
            case REHEARSED -> "has failed (rehearsal, nothing is done)";
            case FENCING -> "has failed and is being fenced";
            case FENCE_TROUBLE -> "cannot be proven off";
            case WRONG_DEVICE -> "its fence device may control another host";
            case PROVEN_OFF ->
                incident.fencing().isForced()
                        ? "counts as off UNPROVEN, its instances are being evacuated"
                        : "is off, its instances are being evacuated";
            case PROOF_REVOKED ->
                incident.instances().stream().anyMatch(i -> i.askedAt().isPresent())
                        ? "does not count as off any more, evacuation stopped"
                        : "does not count as off any more, nothing was evacuated";
            case CLOUD_TROUBLE -> "the cloud refuses or does not answer";
            case CAPACITY -> "the other hosts have too little room";
            case RESERVE -> "a reserved host was put into service";
            case ISOLATED -> "is isolated in the cloud";
            case EVACUATING -> "is being evacuated";
            case INSTANCE -> "instance news";
            case SLOW -> "an evacuation takes long";
            case INTERIM -> "recovery is not complete: " + announcement.detail();
            case RECOVERED -> "recovery is complete: " + announcement.detail();
            case LATECOMERS -> "has further instances";
            case LEFT_ALONE -> "is left alone";
            case POWERED_ON -> "is switched on again";
            case POWER_ON_FAILED -> "could not be switched on";
            case RETURN_DELAYED -> "is back and not enabled yet";
            case RETURNED -> "is back";
            case VIOLATION -> "UMHA would have broken a rule of its own and holds this incident";
        };
        return oneLine("Host " + incident.host() + ": " + what);
    }

    /** Plain text: what was seen, what was done, each instance, what is left to do. */
    public static String body(Incident incident, Announcement announcement, Instant now) {
        StringBuilder text = new StringBuilder();
        text.append(announcement.detail()).append("\n\n");
        line(text, "Host", incident.host());
        line(text, "Incident", incident.id());
        line(text, "Fault", incident.faults().toString());
        line(text, "State", incident.state() + (incident.reason().isEmpty() ? "" : " - " + incident.reason()));
        line(text, "Opened", TIME.format(incident.openedAt()));
        line(text, "Told", TIME.format(now));
        incident.fencing().powerOffSentAt().ifPresent(at -> line(text, "Power cut", TIME.format(at)));
        boolean vouched = !incident.fencing().confirmedBy().isEmpty();
        incident.fencing().proofAt().ifPresent(at -> line(text, vouched ? "Off as of" : "Read off", TIME.format(at)));
        if (vouched) {
            line(text, "Vouched", incident.fencing().confirmedBy());
        }
        if (!incident.instances().isEmpty()) {
            text.append("\nInstances (").append(incident.instances().size()).append("):\n");
            incident.instances().forEach(i -> text.append(instance(incident, i)));
        }
        String todo = leftToDo(incident, announcement);
        if (!todo.isEmpty()) {
            text.append("\nWhat is left to do: ").append(todo).append('\n');
        }
        return text.toString();
    }

    private static String instance(Incident incident, InstanceRecovery instance) {
        StringBuilder text = new StringBuilder("  ")
                .append(instance.name())
                .append(" (")
                .append(instance.id())
                .append("): ")
                .append(instance.state());
        instance.destination()
                .ifPresent(to ->
                        text.append(", ").append(incident.host()).append(" -> ").append(to));
        if (instance.startedAt().isPresent() && instance.finishedAt().isPresent()) {
            Duration took = Duration.between(
                    instance.startedAt().get(), instance.finishedAt().get());
            text.append(", ")
                    .append(took.truncatedTo(ChronoUnit.MILLIS).toMillis() / 1000.0)
                    .append(" s");
        }
        if (!instance.detail().isEmpty()) {
            text.append(", ").append(instance.detail());
        }
        return text.append('\n').toString();
    }

    private static String leftToDo(Incident incident, Announcement announcement) {
        return switch (announcement.kind()) {
            case HELD ->
                "decide; umha explain " + incident.host()
                        + " says what can be done about it. UMHA asks its gates again with every observation.";
            case FENCE_TROUBLE, PROVEN_OFF -> unlessOff(incident, announcement);
            case WRONG_DEVICE -> "compare ipmi_info with the machines; make sure which of them are off.";
            case CLOUD_TROUBLE -> "look at the cloud's API; UMHA goes on trying.";
            case INTERIM ->
                "make room or mend what the instances' lines say; UMHA goes on trying. One that is HELD goes on once that has"
                        + " ended, or by umha release INSTANCE.";
            case RECOVERED ->
                "repair the host; while it is forced down in the cloud nothing is scheduled there. It is enabled again"
                        + " when it was well for stable_before_return; with leave_disabled = true an operator does that.";
            case SLOW ->
                "look at the destination and at Nova. UMHA waits for the record of the evacuation to end and asks for nothing"
                        + " meanwhile. One whose destination has died before Nova wrote it down never ends: make sure that the"
                        + " instance runs nowhere, set the record (nova.migrations) to error, and UMHA asks for it again.";
            case LATECOMERS ->
                incident.state() == IncidentState.EVACUATING
                        ? ""
                        : "they go on when the host does; if it does not, make sure that it is off and evacuate them by hand.";
            case POWER_ON_FAILED -> "switch it on by hand; UMHA does not try again.";
            case RETURN_DELAYED -> "look at its compute service and at the cloud's API; UMHA goes on trying.";
            case CAPACITY -> "make room, or name reserved hosts in [placement] reserved_hosts.";
            case RESERVE -> "see which host is the reserve from now on.";
            case VIOLATION ->
                "look after the host and its instances by hand: UMHA does nothing more for this host until its processing"
                        + " is started again, and then reads everything anew. Please report this as a defect, with these"
                        + " lines.";
            case REHEARSED -> "set really_evacuate = true when you trust what you read here.";
            case FENCING, PROOF_REVOKED, ISOLATED, EVACUATING, INSTANCE, LEFT_ALONE, POWERED_ON, RETURNED -> "";
        };
    }

    private static String unlessOff(Incident incident, Announcement announcement) {
        if (incident.fencing().isForced()) {
            return "make sure that the host is off: if it runs, its instances run twice. umha cancel " + incident.id()
                    + " lets nothing further be evacuated.";
        }
        return announcement.kind() == AnnouncementKind.PROVEN_OFF
                ? ""
                : "look at the fence device, or cut the power by hand and say so: umha confirm-off " + incident.host()
                        + " --operator NAME. UMHA goes on trying and evacuates nothing before.";
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-10s %s%n", name + ":", value).replace("\r", ""));
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n]+", " ");
    }
}
