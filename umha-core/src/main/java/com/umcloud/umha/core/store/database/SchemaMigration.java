package com.umcloud.umha.core.store.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.MigrateResult;
import org.jdbi.v3.core.Handle;

/** The migrations in {@code db/umha}, run by Flyway with a history table of its own beside Ceilometer's tables. */
final class SchemaMigration {
    static final String HISTORY_TABLE = "umha_schema_history";

    /** The version of the newest migration of this program. */
    static final String LATEST = "4";

    private static final String BASELINE = "0";

    /** How often, {@link #PAUSE} apart, another process that began is given time to write its first row. */
    private static final int ATTEMPTS = 40;

    private static final Duration PAUSE = Duration.ofMillis(250);

    private SchemaMigration() {}

    static MigrationReport migrate(DataSource dataSource, Database database) throws SQLException {
        database.read("look at the tables", handle -> {
            if (!ExistingTables.exists(handle, HISTORY_TABLE)) {
                ExistingTables.requireColumns(handle);
            }
            return true;
        });
        if (database.url().kind() == DatabaseKind.MYSQL) {
            return migrateBesideOthers(dataSource, database);
        }
        return MigrationTurn.alone(dataSource, () -> migrateBesideOthers(dataSource, database));
    }

    private static MigrationReport migrateBesideOthers(DataSource dataSource, Database database) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            boolean fresh = database.read("look at the history", SchemaMigration::historyIsEmpty);
            try {
                return migrate(flyway(dataSource));
            } catch (FlywayException e) {
                SQLException failure = sqlFailure(e);
                boolean anotherBegan = fresh
                        && DatabaseFailures.sqlCause(e) == null
                        && database.read("look at the history", h -> ExistingTables.exists(h, HISTORY_TABLE));
                if (!anotherBegan || attempt > ATTEMPTS) {
                    throw failure;
                }
                awaitTheOther(database, attempt, failure);
            }
        }
    }

    /**
     * Another process has made the history table and has yet to write its first row: Flyway refuses such a table
     * rather than wait for it. Where the row never comes, that process died there, and the empty table is in the way.
     */
    private static void awaitTheOther(Database database, int attempt, SQLException failure) throws SQLException {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
        if (attempt == ATTEMPTS) {
            database.write("take away an empty history", handle -> {
                if (ExistingTables.exists(handle, HISTORY_TABLE) && historyIsEmpty(handle)) {
                    handle.execute("DROP TABLE " + HISTORY_TABLE);
                }
            });
        }
    }

    private static boolean historyIsEmpty(Handle handle) throws SQLException {
        return !ExistingTables.exists(handle, HISTORY_TABLE)
                || handle.createQuery("SELECT COUNT(*) FROM " + HISTORY_TABLE)
                                .mapTo(Long.class)
                                .one()
                        == 0;
    }

    /** Also used to prove that {@link #LATEST} is right. */
    static Flyway flyway(DataSource dataSource) {
        return Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/umha")
                .table(HISTORY_TABLE)
                .baselineOnMigrate(true)
                .baselineVersion(BASELINE)
                .baselineDescription("tables of others")
                .cleanDisabled(true)
                .validateMigrationNaming(true)
                .loggers("slf4j")
                .load();
    }

    private static MigrationReport migrate(Flyway flyway) {
        boolean brokeOff = false;
        for (MigrationInfo migration : flyway.info().all()) {
            brokeOff |= migration.getState().isFailed();
        }
        if (brokeOff) {
            // MySQL cannot roll DDL back; the migrations can be run again over what is there already.
            flyway.repair();
        }
        MigrateResult result = flyway.migrate();
        Optional<String> from =
                Optional.ofNullable(result.initialSchemaVersion).filter(version -> !version.equals(BASELINE));
        List<String> applied = result.migrations.stream()
                .map(migration -> migration.version + " " + migration.description)
                .toList();
        String to =
                Optional.ofNullable(result.targetSchemaVersion).or(() -> from).orElse(BASELINE);
        return new MigrationReport(from, to, applied);
    }

    static SchemaState state(Handle handle) throws SQLException {
        if (!ExistingTables.exists(handle, HISTORY_TABLE)) {
            return new SchemaState.Missing(LATEST);
        }
        Optional<MigrationVersion> found = handle
                .createQuery("SELECT version FROM " + HISTORY_TABLE + " WHERE success = TRUE AND version IS NOT NULL")
                .mapTo(String.class)
                .list()
                .stream()
                .map(MigrationVersion::fromVersion)
                .max(MigrationVersion::compareTo);
        if (found.isEmpty() || found.get().getVersion().equals(BASELINE)) {
            return new SchemaState.Missing(LATEST);
        }
        String version = found.get().getVersion();
        int order = found.get().compareTo(MigrationVersion.fromVersion(LATEST));
        if (order == 0) {
            return new SchemaState.UpToDate(version);
        }
        return order < 0 ? new SchemaState.Older(version, LATEST) : new SchemaState.Newer(version, LATEST);
    }

    private static SQLException sqlFailure(FlywayException failure) {
        SQLException cause = DatabaseFailures.sqlCause(failure);
        return cause == null ? new SQLException(DatabaseFailures.oneLine(failure), failure) : cause;
    }
}
