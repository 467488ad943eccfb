package com.umcloud.umha.meters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.meter.Measurement;
import com.umcloud.umha.api.meter.Meter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole meter as the program makes it, over real connections to storage servers on loopback. */
@Timeout(30)
final class StorageConnectivityOverTcpTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Test
    void followsTheServers() throws Exception {
        Path uuid = Files.writeString(directory.resolve("uuid"), "4c4c4544-0051-3510-8052-b4c04f564433");
        try (ServerSocket first = listen("127.0.9.1", 0);
                ServerSocket second = listen("127.0.9.2", first.getLocalPort());
                Meter meter = meter("tcp:" + first.getLocalPort(), uuid.toString())) {
            List<Measurement> measurements = meter.measure(LIMIT);
            assertThat(measurements)
                    .extracting(Measurement::name, Measurement::resourceId)
                    .containsExactly(
                            tuple("storage_connectivity", "compute-1.example"),
                            tuple("storage_connectivity.loss", "compute-1.example/127.0.9.1"),
                            tuple("storage_connectivity.latency", "compute-1.example/127.0.9.1"),
                            tuple("storage_connectivity.loss", "compute-1.example/127.0.9.2"),
                            tuple("storage_connectivity.latency", "compute-1.example/127.0.9.2"));
            assertThat(measurements.get(0).metadata())
                    .containsOnlyKeys("host", "probe", "system_uuid")
                    .containsEntry("system_uuid", "4c4c4544-0051-3510-8052-b4c04f564433");
            stop(second);
            assertThat(volume(meter)).isEqualTo(1);
            stop(first);
            assertThat(volume(meter)).isZero();
        }
    }

    @Test
    void wrongSettingsAreToldWhenTheMeterIsMade() {
        assertThatThrownBy(() -> new StorageConnectivityMeterFactory()
                        .create(Configurations.defaults(), new FakeContext("compute-1", directory)))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("[compute] storage_server_address is empty");
    }

    private static double volume(Meter meter) throws InterruptedException {
        return meter.measure(LIMIT).get(0).volume();
    }

    private Meter meter(String probe, String uuidFile) {
        return new StorageConnectivityMeterFactory()
                .create(
                        Configurations.of("""
                                compute {
                                  storage_server_address = "127.0.9.1, 127.0.9.2"
                                  ping_count = 2
                                  probe = "%s"
                                  probe_limit = 1s
                                  system_uuid_file = "%s"
                                }
                                """.formatted(probe, uuidFile)),
                        new FakeContext("compute-1.example", directory));
    }

    private static void stop(ServerSocket server) throws IOException {
        server.close();
    }

    private static ServerSocket listen(String address, int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getByName(address));
    }
}
