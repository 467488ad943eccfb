package com.umcloud.umha.daemon.command;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.engine.IncidentJson;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IncidentStore;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.daemon.explain.InstanceLine;
import com.umcloud.umha.daemon.program.Databases;
import com.umcloud.umha.daemon.program.LoadedProgram;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umha incidents}. */
@Command(
        name = "incidents",
        mixinStandardHelpOptions = true,
        description =
                "Lists incidents, newest first, and what became of each instance: recovered, waiting with its next try,"
                        + " excluded or held with the reason. Reads the database.")
public final class IncidentsCommand implements Callable<Integer> {
    private static final int KNOWN = 1000;

    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Option(names = "--limit", defaultValue = "20", description = "At most so many; default ${DEFAULT-VALUE}.")
    private int limit;

    @Parameters(index = "0", arity = "0..1", paramLabel = "INCIDENT", description = "Only this one.")
    private @Nullable String wanted;

    @Option(names = "--open", description = "Only those that are not closed.")
    private boolean open;

    @Option(names = "--host", paramLabel = "HOST", description = "Only those of this host.")
    private @Nullable String host;

    @Option(names = "--json", description = "One JSON document instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** An incident as it is printed. */
    record Row(IncidentRow incident, List<HistoryRow> instances) {}

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit is at least 1, not " + limit);
        }
        try (LoadedProgram program = files.load();
                Database database = Databases.openReady(program.configuration())) {
            IncidentStore store = Databases.stores(database, program.configuration(), InstantSource.system())
                    .incidents();
            List<Row> rows = chosen(store).stream()
                    .map(incident -> new Row(incident, store.history(incident.id())))
                    .toList();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(JsonText.of(rows));
            } else if (rows.isEmpty()) {
                out.println("No incidents.");
            } else {
                rows.forEach(row -> print(out, row));
            }
            return ExitCodes.OK;
        }
    }

    private List<IncidentRow> chosen(IncidentStore store) {
        if (wanted != null) {
            return List.of(one(store, wanted));
        }
        if (!open && host == null) {
            return store.recentIncidents(limit);
        }
        return (open ? newestFirst(store) : store.recentIncidents(KNOWN))
                .stream()
                        .filter(i -> host == null || i.host().equals(host))
                        .limit(limit)
                        .toList();
    }

    private static IncidentRow one(IncidentStore store, String id) {
        return store.incident(id)
                .orElseThrow(() -> new UmhaException(
                        FailureType.EXTERNAL,
                        "no incident " + id + " is known"
                                + OperatorGround.didYouMean(
                                        id,
                                        store.recentIncidents(KNOWN).stream()
                                                .map(IncidentRow::id)
                                                .toList())));
    }

    private static List<IncidentRow> newestFirst(IncidentStore store) {
        List<IncidentRow> rows = new ArrayList<>(store.openIncidents());
        Collections.reverse(rows);
        return rows;
    }

    private static void print(PrintWriter out, Row row) {
        IncidentRow incident = row.incident();
        out.printf(
                "%s  %s  %s  %s  since %s%n",
                incident.id(), incident.host(), incident.fault(), incident.state(), incident.openedAt());
        Optional<Incident> whole = document(incident);
        whole.map(Incident::reason)
                .filter(reason -> !reason.isEmpty())
                .ifPresent(reason -> out.println("    " + reason));
        if (whole.isPresent() && !whole.get().instances().isEmpty()) {
            whole.get().instances().forEach(i -> out.println("    " + InstanceLine.of(i)));
            return;
        }
        for (HistoryRow instance : row.instances()) {
            out.printf(
                    "    %-20s %s  %-10s %s%s%n",
                    instance.instanceName(),
                    instance.instanceId(),
                    instance.outcome(),
                    instance.destination().map(to -> "-> " + to).orElse(""),
                    instance.detail().isEmpty() ? "" : "  " + instance.detail());
        }
    }

    /** The whole incident; empty if only another version of the program understands it. */
    private static Optional<Incident> document(IncidentRow row) {
        try {
            return Optional.of(IncidentJson.read(row.id(), row.document()));
        } catch (UmhaException e) {
            return Optional.empty();
        }
    }
}
