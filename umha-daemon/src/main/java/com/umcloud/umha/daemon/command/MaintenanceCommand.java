package com.umcloud.umha.daemon.command;

import com.umcloud.umha.core.safety.Maintenance;
import com.umcloud.umha.core.store.IncidentRow;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umha maintenance}. */
@Command(
        name = "maintenance",
        mixinStandardHelpOptions = true,
        description = {
            "Takes a host into maintenance or ends that; without HOST, lists the hosts that are in it.",
            "A host in maintenance is not fenced and opens no incident. A recovery whose power was cut before goes on:"
                    + " umha cancel ends that."
        })
public final class MaintenanceCommand implements Callable<Integer> {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

    /** What is done with the host. */
    enum Switch {
        on,
        off
    }

    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Parameters(index = "0", arity = "0..1", paramLabel = "HOST", description = "The host as Nova lists it.")
    private @Nullable String host;

    @Parameters(index = "1", arity = "0..1", paramLabel = "on|off", description = "Begin or end.")
    private @Nullable Switch wanted;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "When it ends by itself, such as 2026-03-01T18:00Z or 2026-03-01T18:00+08:00.")
    private @Nullable String until;

    @Option(names = "--for", paramLabel = "SPAN", description = "How long it lasts, such as 45m, 2h or 3d.")
    private @Nullable String span;

    @Option(names = "--owner", paramLabel = "NAME", description = "Who works on it; default: the operator.")
    private @Nullable String owner;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, in one line.")
    private String reason = "";

    @Option(names = "--json", description = "One JSON document instead of text.")
    private boolean json;

    @Mixin
    private OperatorName operator = new OperatorName();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (host != null && wanted == null) {
            throw new ParameterException(spec.commandLine(), "say on or off: umha maintenance " + host + " on");
        }
        try (OperatorGround ground = OperatorGround.open(files)) {
            if (host == null || wanted == null) {
                list(ground);
                return ExitCodes.OK;
            }
            ground.requireHost(host);
            return wanted == Switch.on ? begin(ground, host) : end(ground, host);
        }
    }

    private void list(OperatorGround ground) {
        Instant now = ground.now();
        List<Maintenance> all = ground.stores().operators().standingOrders().maintenance().values().stream()
                .filter(m -> !m.isOver(now))
                .sorted(Comparator.comparing(Maintenance::host))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(all));
        } else if (all.isEmpty()) {
            out.println("No host is in maintenance.");
        } else {
            all.forEach(m -> out.println(m.host() + "  " + m.text()));
        }
    }

    private int begin(OperatorGround ground, String name) {
        Instant now = ground.now();
        Optional<Instant> end = end(now);
        if (end.filter(at -> !at.isAfter(now)).isPresent()) {
            throw new ParameterException(spec.commandLine(), "the end " + end.get() + " is not in the future");
        }
        String who = owner == null || owner.isBlank() ? operator.name() : owner;
        Maintenance maintenance = new Maintenance(name, who, oneLine(reason), now, end);
        ground.stores()
                .operators()
                .beginMaintenance(
                        maintenance,
                        ground.telling(
                                "maintenance.begun",
                                Optional.of(name),
                                "Host " + name + " is in maintenance",
                                "The host is " + maintenance.text() + ". It was said by " + operator.name()
                                        + ". Until then UMHA leaves it alone."));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(maintenance));
            return ExitCodes.OK;
        }
        out.println(name + " is " + maintenance.text());
        if (end.isEmpty()) {
            out.println("It has no end: UMHA does not fence this host until umha maintenance " + name + " off.");
        }
        ground.stores().incidents().openIncidents().stream()
                .filter(i -> i.host().equals(name))
                .map(IncidentRow::id)
                .forEach(id -> out.println("It has an open incident, " + id
                        + ": one whose power was cut goes on (umha cancel " + id + " ends that)."));
        return ExitCodes.OK;
    }

    private int end(OperatorGround ground, String name) {
        boolean was = ground.stores()
                .operators()
                .endMaintenance(
                        name,
                        ground.telling(
                                "maintenance.ended",
                                Optional.of(name),
                                "Host " + name + " is not in maintenance any more",
                                operator.name() + " has ended the maintenance of " + name
                                        + (reason.isEmpty() ? "" : " (" + oneLine(reason) + ")")
                                        + ". UMHA fences the host again if it fails."));
        String said = was ? name + " is not in maintenance any more" : name + " was in no maintenance";
        spec.commandLine().getOut().println(json ? JsonText.of(new Ended(name, was)) : said);
        return ExitCodes.OK;
    }

    /** What is printed of an end. */
    record Ended(String host, boolean wasInMaintenance) {}

    private Optional<Instant> end(Instant now) {
        if (until != null && span != null) {
            throw new ParameterException(spec.commandLine(), "--until and --for exclude each other");
        }
        if (span != null) {
            return Optional.of(now.plus(duration(span)));
        }
        return until == null ? Optional.empty() : Optional.of(time(until));
    }

    private Duration duration(String text) {
        Matcher match = SPAN.matcher(text.toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--for is a number with s, m, h or d, such as 2h, not " + text);
        }
        long number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--until is a time with its zone, such as 2026-03-01T18:00Z or 2026-03-01T18:00+08:00, not " + text,
                    e);
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").trim();
    }
}
