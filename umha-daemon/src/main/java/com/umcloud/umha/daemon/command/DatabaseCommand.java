package com.umcloud.umha.daemon.command;

import com.umcloud.umha.core.config.TelemetryExpiry;
import com.umcloud.umha.core.store.ceilometer.ExpiryReport;
import com.umcloud.umha.core.store.ceilometer.SampleExpirer;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.database.MigrationReport;
import com.umcloud.umha.core.store.jdbi.RecordExpirer;
import com.umcloud.umha.core.store.jdbi.RecordReport;
import com.umcloud.umha.daemon.program.Databases;
import com.umcloud.umha.daemon.program.LoadedProgram;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code umha db}. */
@Command(
        name = "db",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks after the database.",
        subcommands = {DatabaseCommand.Sync.class, DatabaseCommand.Expire.class})
public final class DatabaseCommand {
    /** {@code umha db sync}, also installed as {@code umha_db_sync} and {@code ceilometer-dbsync}. */
    @Command(
            name = "sync",
            mixinStandardHelpOptions = true,
            description = "Creates the tables or brings them up to date; changes nothing when they are.")
    static final class Sync implements Callable<Integer> {
        @Mixin
        private ConfigFiles files = new ConfigFiles();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            try (LoadedProgram program = files.load();
                    Database database = Databases.open(program.configuration())) {
                MigrationReport report = database.migrate();
                spec.commandLine()
                        .getOut()
                        .println(
                                report.changedNothing()
                                        ? database.url() + ": up to date at version " + report.to()
                                        : database.url() + ": " + report.from().orElse("nothing") + " -> " + report.to()
                                                + " (" + String.join(", ", report.applied()) + ")");
                return ExitCodes.OK;
            }
        }
    }

    /** {@code umha db expire}, also installed as {@code ceilometer-expirer}. */
    @Command(
            name = "expire",
            mixinStandardHelpOptions = true,
            description =
                    "Deletes samples older than [database] metering_time_to_live and what nothing refers to, and records older"
                            + " than [db] keep_records.")
    static final class Expire implements Callable<Integer> {
        @Mixin
        private ConfigFiles files = new ConfigFiles();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            try (LoadedProgram program = files.load();
                    Database database = Databases.openReady(program.configuration())) {
                TelemetryExpiry expiry = program.configuration().expiry();
                ExpiryReport report = new SampleExpirer(database, InstantSource.system())
                        .expire(expiry.timeToLive().orElse(Duration.ZERO), expiry.samplesOnly());
                spec.commandLine()
                        .getOut()
                        .println(report.samples() + " samples, " + report.meters() + " meters, " + report.resources()
                                + " resources deleted");
                program.configuration().keepRecords().ifPresent(keep -> {
                    RecordReport records = new RecordExpirer(database, InstantSource.system()).expire(keep, () -> true);
                    spec.commandLine()
                            .getOut()
                            .println(records.logLines() + " lines of the log, " + records.commands() + " commands, "
                                    + records.notifications() + " notifications deleted");
                });
                return ExitCodes.OK;
            }
        }
    }
}
