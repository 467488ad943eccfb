package com.umcloud.umha.core.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.fixture.Rows;
import com.umcloud.umha.core.store.fixture.TestDatabase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class SchemaMigrationTest {
    @Parameter
    TestDatabase kind;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(kind.newDatabase());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void makesAllTablesOnceAndOnlyOnce() {
        assertThat(database.schemaState()).isEqualTo(new SchemaState.Missing("4"));

        MigrationReport first = database.migrate();
        MigrationReport second = database.migrate();

        assertThat(first.from()).isEmpty();
        assertThat(first.to()).isEqualTo("4");
        assertThat(first.applied()).containsExactly("1 ceilometer", "2 hosts and telling", "3 engine", "4 operators");
        assertThat(second.from()).contains("4");
        assertThat(second.to()).isEqualTo("4");
        assertThat(second.changedNothing()).isTrue();
        assertThat(database.schemaState()).isEqualTo(new SchemaState.UpToDate("4"));
        assertThat(Rows.texts(
                        database,
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = "
                                + (kind == TestDatabase.H2 ? "'public'" : "DATABASE()") + " ORDER BY table_name"))
                .containsExactly(
                        "acknowledgement",
                        "arming",
                        "evacuate_history",
                        "host_judgement",
                        "host_signal",
                        "incident",
                        "intent",
                        "ipmi_info",
                        "lease",
                        "maintenance",
                        "metadata_bool",
                        "metadata_float",
                        "metadata_int",
                        "metadata_text",
                        "meter",
                        "node_heartbeat",
                        "node_storage_ip",
                        "operator_word",
                        "outbox",
                        "resource",
                        "sample",
                        "umha_log",
                        "umha_schema_history");
    }

    @RepeatedTest(10)
    void twoProcessesMayMigrateAtTheSameTime() {
        CompletableFuture<MigrationReport> one = CompletableFuture.supplyAsync(database::migrate);
        try (Database other = Database.open(database.url())) {
            MigrationReport two = other.migrate();

            assertThat(one.orTimeout(30, TimeUnit.SECONDS).join().applied().size()
                            + two.applied().size())
                    .isEqualTo(4);
            assertThat(other.schemaState().usable()).isTrue();
        }
    }

    @Test
    void anEmptyHistoryIsNoObstacle() {
        database.migrate();
        Rows.execute(database, "DELETE FROM umha_schema_history");

        assertThat(database.migrate().applied()).hasSize(4);
        assertThat(database.schemaState().usable()).isTrue();
    }

    @Test
    void latestVersionIsThatOfTheNewestMigration() {
        database.migrate();

        String newest = database.read("test", handle -> {
            var migrations =
                    SchemaMigration.flyway(database.dataSource()).info().all();
            return migrations[migrations.length - 1].getVersion().getVersion();
        });
        assertThat(SchemaMigration.LATEST).isEqualTo(newest);
    }

    @Test
    void tellsOlderAndNewerTables() {
        database.migrate();
        Rows.execute(database, "DELETE FROM umha_schema_history WHERE version = '4'");
        assertThat(database.schemaState()).isEqualTo(new SchemaState.Older("3", "4"));

        assertThat(database.migrate().applied()).containsExactly("4 operators");
        assertThat(database.schemaState().usable()).isTrue();

        Rows.execute(
                database,
                "INSERT INTO umha_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) VALUES (9, '10', 'future', 'SQL', 'V10__future.sql', 'x', 1, TRUE)");
        assertThat(database.schemaState()).isEqualTo(new SchemaState.Newer("10", "4"));
        assertThat(database.schemaState().usable()).isFalse();
        assertThat(database.migrate().changedNothing()).isTrue();
    }

    @Test
    void goesOnAfterAMigrationThatBrokeOff() {
        database.migrate();
        for (String table : List.of("operator_word", "arming", "maintenance")) {
            Rows.execute(database, "DROP TABLE " + table);
        }
        Rows.execute(database, "UPDATE umha_schema_history SET success = FALSE WHERE version = '4'");
        assertThat(database.schemaState()).isEqualTo(new SchemaState.Older("3", "4"));

        assertThat(database.migrate().applied()).containsExactly("4 operators");

        assertThat(Rows.count(database, "operator_word")).isZero();
        assertThat(Rows.texts(database, "SELECT name FROM lease")).containsExactly("processing");
    }

    @Test
    void refusesATableOfAnotherProgramBeforeItChangesAnything() {
        Rows.execute(database, "CREATE TABLE ipmi_info (id INT PRIMARY KEY, hostname VARCHAR(255), ip VARCHAR(64))");

        assertThatThrownBy(database::migrate)
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.CONFIGURATION))
                .hasMessageContaining("table ipmi_info lacks options, password, updated_at, username")
                .hasMessageContaining("RENAME TABLE");
        assertThat(database.schemaState()).isInstanceOf(SchemaState.Missing.class);

        Rows.execute(database, "ALTER TABLE ipmi_info RENAME TO ipmi_info_old");
        assertThat(database.migrate().to()).isEqualTo("4");
    }
}
