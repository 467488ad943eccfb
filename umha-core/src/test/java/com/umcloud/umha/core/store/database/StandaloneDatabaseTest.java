package com.umcloud.umha.core.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.fixture.Rows;
import com.umcloud.umha.core.store.jdbi.JdbiLeaseStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneDatabaseTest {
    @TempDir
    Path directory;

    private final List<Process> others = new ArrayList<>();

    @AfterEach
    void endOthers() throws InterruptedException {
        for (Process other : others) {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void severalProcessesShareTheFile() throws Exception {
        Path data = directory.resolve("data");
        try (Database database = Database.open(DatabaseUrl.standalone(data))) {
            database.migrate();
            LeaseRow lease = new JdbiLeaseStore(database)
                    .take(new LeaseRow(0, 0, ""), "first")
                    .orElseThrow();

            assertThat(linesOf(startOther(data, "look"))).contains("epoch 1 of first");

            assertThat(new JdbiLeaseStore(database).read()).isEqualTo(new LeaseRow(1, 1, "other"));
            assertThat(new JdbiLeaseStore(database).renew(lease)).isEmpty();
            assertThat(database.schemaState().usable()).isTrue();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void whoComesSecondGoesOnWhenTheFirstIsKilled() throws Exception {
        Process first = startOther(directory, "stay");
        BufferedReader output = output(first);
        assertThat(output.readLine()).isEqualTo("epoch 0 of ");
        try (Database database = Database.open(DatabaseUrl.standalone(directory))) {
            JdbiLeaseStore leases = new JdbiLeaseStore(database);
            assertThat(leases.read()).isEqualTo(new LeaseRow(0, 1, "other"));

            first.destroyForcibly().waitFor();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> leases.read().equals(new LeaseRow(0, 1, "other")));
            assertThat(leases.take(new LeaseRow(0, 1, "other"), "second")).isPresent();
        }
    }

    @RepeatedTest(3)
    void severalMayOpenTheFileAtOnceAfterTheOneThatServedWasKilled() throws Exception {
        Process first = startOther(directory, "stay");
        assertThat(output(first).readLine()).isEqualTo("epoch 0 of ");
        first.destroyForcibly().waitFor();

        List<Process> next =
                List.of(startOther(directory, "stay"), startOther(directory, "stay"), startOther(directory, "stay"));

        for (Process process : next) {
            assertThat(output(process).readLine()).isEqualTo("epoch 0 of other");
        }
        try (Database database = Database.open(DatabaseUrl.standalone(directory))) {
            assertThat(new JdbiLeaseStore(database).read()).isEqualTo(new LeaseRow(0, 4, "other"));
        }
    }

    @Test
    void isServedOnLoopbackOnly() throws Exception {
        try (Database database = Database.open(DatabaseUrl.standalone(directory))) {
            database.migrate();
            assertThat(Rows.count(database, "lease")).isEqualTo(1);
            Properties lock = new Properties();
            try (var in = Files.newInputStream(directory.resolve("umha.lock.db"))) {
                lock.load(in);
            }
            String server = lock.getProperty("server");
            int port = Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));

            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
            }
            for (InetAddress address : otherAddresses()) {
                assertThatThrownBy(() -> {
                            try (Socket socket = new Socket()) {
                                socket.connect(new InetSocketAddress(address, port), 1000);
                            }
                        })
                        .as("port %d on %s", port, address)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    private static List<InetAddress> otherAddresses() throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        // Every other address of 127/8 is this machine's too, but not the one that is listened on.
        addresses.add(InetAddress.getByName("127.0.0.2"));
        for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            card.inetAddresses().filter(address -> !address.isLoopbackAddress()).forEach(addresses::add);
        }
        return addresses;
    }

    @Test
    void aDirectoryThatCannotBeMadeIsTold() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> Database.open(DatabaseUrl.standalone(file.resolve("data"))))
                .hasMessageContaining("the data directory " + file.resolve("data") + " cannot be made");
        assertThatThrownBy(() -> DatabaseUrl.standalone(directory.resolve("a;INIT=x")))
                .hasMessageContaining("semicolon");
    }

    private Process startOther(Path data, String what) throws IOException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StandaloneProcess.class.getName(),
                        data.toString(),
                        what)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        others.add(other);
        return other;
    }

    private static List<String> linesOf(Process process) throws Exception {
        List<String> lines = output(process).lines().toList();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return lines;
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
