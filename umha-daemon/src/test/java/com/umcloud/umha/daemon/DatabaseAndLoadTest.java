package com.umcloud.umha.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseAndLoadTest {
    @TempDir
    private Path directory;

    private Path umhaConf;

    @BeforeEach
    void writeConfiguration() throws IOException {
        umhaConf = Files.writeString(directory.resolve("umha.conf"), """
                [DEFAULT]
                standalone = true
                data_directory = data
                plugin_directory = plugins
                ipmi_info = ipmi_info
                node_storage_ip_info = node_storage_ip_info
                """);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void syncMakesTheTablesAndChangesNothingTheSecondTime() {
        CommandRun first = CommandRun.of("db", "sync", "--config-file", umhaConf);
        CommandRun second = CommandRun.of("db", "sync", "--config-file", umhaConf);
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("nothing -> ");
        assertThat(second.out()).contains("up to date at version");
    }

    @Test
    void withoutADatabaseBothWaysOutAreNamed() throws IOException {
        Path empty = file("empty.conf", "[DEFAULT]\ndata_directory = data\n");
        CommandRun run = CommandRun.of("db", "sync", "--config-file", empty);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("[db] connection").contains("standalone = true");
    }

    @Test
    void loadingTwiceChangesNothingTheSecondTime() throws IOException {
        file("ipmi_info", "node-1.domain.tld:172.31.11.56:admin:pa:ss\nnode-3.domain.tld:172.31.11.168:root:root123\n");
        CommandRun first = CommandRun.of("load", "ipmi-info", "--config-file", umhaConf);
        CommandRun second = CommandRun.of("load", "ipmi-info", "--config-file", umhaConf);
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("2 fence devices, 2 changed");
        assertThat(second.out()).contains("2 fence devices, 0 changed");
    }

    @Test
    void aLoadReplacesTheSet() throws IOException {
        file("node_storage_ip_info", "node-1:192.168.0.6\nnode-3:192.168.0.10\n");
        CommandRun.of("load", "node-storage-ip", "--config-file", umhaConf);
        file("node_storage_ip_info", "node-3:192.168.0.10\n");
        CommandRun run = CommandRun.of("load", "node-storage-ip", "--config-file", umhaConf);
        assertThat(run.out()).contains("1 storage addresses, 1 changed");
    }

    @Test
    void everyMalformedLineIsNamedAndNothingIsLoaded() throws IOException {
        file("ipmi_info", "node-1:172.31.11.56:admin:admin\n");
        CommandRun.of("load", "ipmi-info", "--config-file", umhaConf);
        Path bad = file("bad_ipmi_info", """
                node-1:172.31.11.56:admin:admin
                node-2:172.31.11.57:admin
                node-1:172.31.11.58:admin:admin
                node-4:172.31.11.56:admin:admin
                """);
        CommandRun run = CommandRun.of("load", "ipmi-info", "--config-file", umhaConf, bad);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("bad_ipmi_info:2")
                .contains("bad_ipmi_info:3")
                .contains("bad_ipmi_info:4");
        CommandRun again = CommandRun.of("load", "ipmi-info", "--config-file", umhaConf);
        assertThat(again.out()).contains("1 fence devices, 0 changed");
    }

    @Test
    void aFileThatIsNoUtf8IsRefused() throws IOException {
        Path file = directory.resolve("latin1");
        Files.write(file, "node-\u00e9:192.168.0.6\n".getBytes(StandardCharsets.ISO_8859_1));
        CommandRun run = CommandRun.of("load", "node-storage-ip", "--config-file", umhaConf, file);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("latin1").contains("UTF-8");
    }

    @Test
    void withoutIncidentsThereIsNothingToList() {
        CommandRun run = CommandRun.of("incidents", "--config-file", umhaConf);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("No incidents.");
    }

    @Test
    void expireReportsWhatItDeleted() throws IOException {
        Path ceilometer = file("ceilometer.conf", "[database]\nmetering_time_to_live = 1800\n");
        CommandRun run = CommandRun.of("db", "expire", "--config-file", umhaConf, "--config-file", ceilometer);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("0 samples", "0 lines of the log, 0 commands, 0 notifications deleted");
    }

    @Test
    void anUnknownCommandIsAnErrorOfUsage() {
        assertThat(CommandRun.of("recover").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of().exitCode()).isEqualTo(2);
    }
}
