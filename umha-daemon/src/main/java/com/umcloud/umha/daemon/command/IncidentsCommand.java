package com.umcloud.umha.daemon.command;

import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IncidentStore;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.daemon.program.Databases;
import com.umcloud.umha.daemon.program.LoadedProgram;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code umha incidents}. */
@Command(
        name = "incidents",
        mixinStandardHelpOptions = true,
        description = "Lists incidents, newest first, and what became of each instance. Reads the database.")
public final class IncidentsCommand implements Callable<Integer> {
    @Mixin
    private ConfigFiles files = new ConfigFiles();

    @Option(names = "--limit", defaultValue = "20", description = "At most so many; default ${DEFAULT-VALUE}.")
    private int limit;

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
            List<Row> rows = store.recentIncidents(limit).stream()
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

    private static void print(PrintWriter out, Row row) {
        IncidentRow incident = row.incident();
        out.printf(
                "%s  %s  %s  %s  since %s%n",
                incident.id(), incident.host(), incident.fault(), incident.state(), incident.openedAt());
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
}
