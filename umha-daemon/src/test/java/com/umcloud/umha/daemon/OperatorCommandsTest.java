package com.umcloud.umha.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.database.DatabaseUrl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator can say while no processor runs. */
final class OperatorCommandsTest {
    @TempDir
    private Path directory;

    private Path umhaConf;

    @BeforeEach
    void prepare() throws IOException {
        umhaConf = Files.writeString(directory.resolve("umha.conf"), """
                [DEFAULT]
                standalone = true
                data_directory = data
                plugin_directory = plugins
                node_storage_ip_info = node_storage_ip_info
                """);
        Files.writeString(
                directory.resolve("node_storage_ip_info"),
                "node-1.domain.tld:192.168.0.6\nnode-3.domain.tld:192.168.0.10\n");
        assertThat(umha("load", "node-storage-ip").exitCode()).isZero();
    }

    private CommandRun umha(Object... words) {
        Object[] all = new Object[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--config-file";
        all[words.length + 1] = umhaConf;
        return CommandRun.of(all);
    }

    private List<String> texts(String sql) {
        try (Database database = Database.open(DatabaseUrl.choose(Secret.none(), true, directory.resolve("data")))) {
            return database.read(
                    "test",
                    handle -> handle.createQuery(sql).mapTo(String.class).list());
        }
    }

    @Test
    void maintenanceBeginsIsListedAndEndsAndBothAreToldInTheLog() {
        CommandRun on = umha(
                "maintenance", "node-1.domain.tld", "on", "--for", "2h", "--owner", "Alice", "--reason", "new memory");
        assertThat(on.exitCode()).as(on.err()).isZero();
        assertThat(umha("maintenance").out()).contains("node-1.domain.tld", "Alice", "new memory", "until");
        assertThat(umha("maintenance", "--json").out()).contains("\"owner\": \"Alice\"");
        assertThat(umha("hosts").out()).containsPattern("node-1.domain.tld +MAINTENANCE");

        assertThat(umha("maintenance", "node-1.domain.tld", "off").out()).contains("not in maintenance any more");
        assertThat(umha("maintenance", "node-1.domain.tld", "off").out()).contains("was in no maintenance");
        assertThat(umha("maintenance").out()).contains("No host is in maintenance.");
        assertThat(texts("SELECT kind FROM umha_log ORDER BY id"))
                .containsExactly("maintenance.begun", "maintenance.ended");
    }

    @Test
    void anUnknownHostIsAnErrorThatNamesTheNearestOnes() {
        for (String[] words : new String[][] {
            {"maintenance", "node-1.domain.tdl", "on"},
            {"explain", "node-1.domain.tdl"},
            {"ack", "node-1.domain.tdl"},
            {"confirm-off", "node-1.domain.tdl", "--operator", "alice", "--yes"}
        }) {
            CommandRun run = umha((Object[]) words);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("no host node-1.domain.tdl", "did you mean node-1.domain.tld");
        }
        assertThat(umha("explain", "node-3").err()).contains("did you mean node-3.domain.tld?");
    }

    @Test
    void aWrongTimeOrACommandThatIsNotWholeIsAnErrorOfUsage() {
        assertThat(umha("maintenance", "node-1.domain.tld").exitCode()).isEqualTo(2);
        assertThat(umha("maintenance", "node-1.domain.tld", "on", "--for", "soon")
                        .exitCode())
                .isEqualTo(2);
        assertThat(umha("maintenance", "node-1.domain.tld", "on", "--until", "2020-01-01T00:00Z")
                        .err())
                .contains("not in the future");
        assertThat(umha("disarm").exitCode()).isEqualTo(2);
        assertThat(umha("ack").exitCode()).isEqualTo(2);
        assertThat(umha("confirm-off", "node-1.domain.tld").exitCode()).isEqualTo(2);
    }

    @Test
    void disarmingHoldsUntilItIsArmedAgain() {
        CommandRun run = umha("disarm", "--reason", "storage upgrade", "--operator", "bob");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(umha("explain", "node-1.domain.tld").out()).contains("disarmed by bob", "storage upgrade");
        assertThat(umha("arm", "--operator", "bob").out()).contains("armed, by bob");
        assertThat(umha("arm").out()).contains("armed already");
        assertThat(texts("SELECT kind FROM umha_log ORDER BY id")).containsExactly("umha.disarmed", "umha.armed");
    }

    @Test
    void aWordThatNoProcessorHearsIsWithdrawnAndSaidSo() {
        CommandRun run = umha("ack", "--breaker", "--wait", "0");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("withdrawn", "nothing was changed", "No processor acts");
        assertThat(texts("SELECT outcome FROM operator_word")).containsExactly("withdrawn: nobody heard it");
    }

    @Test
    void nothingIsConfirmedCancelledOrReleasedWithoutAnIncident() {
        assertThat(umha("confirm-off", "node-1.domain.tld", "--operator", "alice", "--yes")
                        .err())
                .contains("no open incident");
        assertThat(umha("cancel", "20260301-x").err()).contains("no incident 20260301-x is known", "none is open");
        assertThat(umha("release", "vm-1", "--operator", "alice").err()).contains("no open incident has an instance");
        assertThat(umha("incidents", "20260301-x").err()).contains("no incident 20260301-x is known");
        assertThat(texts("SELECT id FROM operator_word")).isEmpty();
    }

    @Test
    void aConfirmationIsTypedInFull() throws IOException {
        try (Database database = Database.open(DatabaseUrl.choose(Secret.none(), true, directory.resolve("data")))) {
            database.write(
                    "test",
                    handle -> handle.execute("INSERT INTO incident (id, hostname, state, fault, is_open, opened_at,"
                            + " updated_at, document) VALUES ('i1', 'node-1.domain.tld', 'HELD', 'PANICKED', TRUE,"
                            + " '2026-03-01 08:00:00', '2026-03-01 08:00:00', '{}')"));
        }
        CommandRun wrong = typed("node-1\n");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("not its name");
        assertThat(texts("SELECT id FROM operator_word")).isEmpty();
        CommandRun right = typed("node-1.domain.tld\n");
        assertThat(right.out()).contains("withdrawn");
        assertThat(texts("SELECT incident_id FROM operator_word")).containsExactly("i1");
    }

    private CommandRun typed(String line) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
        try {
            return umha("confirm-off", "node-1.domain.tld", "--operator", "alice", "--wait", "0");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aHostThatNobodyHasJudgedYetIsExplainedAsThat() {
        CommandRun run = umha("explain", "node-1.domain.tld");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("not yet", "none acts", "no processor has judged this host");
        assertThat(umha("hosts").out()).contains("node-3.domain.tld", "UNKNOWN", "OUT OF DATE");
        assertThat(umha("explain", "node-1.domain.tld", "--json").out()).startsWith("{\"host\"");
    }

    @Test
    void withoutADatabaseOrWithOlderTablesTheRemedyIsNamed() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.conf"), "[DEFAULT]\ndata_directory = data\n");
        CommandRun run = CommandRun.of("hosts", "--config-file", empty);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("[db] connection").contains("standalone = true");
        assertThat(Optional.of(run.out())).contains("");
    }
}
