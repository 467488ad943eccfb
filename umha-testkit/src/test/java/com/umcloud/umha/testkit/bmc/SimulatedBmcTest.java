package com.umcloud.umha.testkit.bmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.umcloud.umha.testkit.host.SimulatedHost;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedBmcTest {
    private static final String TOOL = "/usr/bin/ipmitool";

    private final SimulatedHost host = new SimulatedHost("node-1", "127.10.0.2", "nova", Set.of());
    private final SimulatedBmc bmc = SimulatedBmc.start(host, "admin", "secret-of-the-bmc");

    @AfterEach
    void close() {
        bmc.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 17})
    void ipmitoolSwitchesThePower(int suite) throws Exception {
        assertThat(tool("admin", suite, "chassis", "power", "status").output()).contains("Chassis Power is on");
        assertThat(tool("admin", suite, "chassis", "power", "off").status()).isZero();
        assertThat(host.isOn()).isFalse();
        assertThat(tool("admin", suite, "chassis", "power", "status").output()).contains("Chassis Power is off");
        assertThat(tool("admin", suite, "chassis", "power", "cycle").status()).isNotZero();
        assertThat(tool("admin", suite, "chassis", "power", "on").status()).isZero();
        assertThat(host.isOn()).isTrue();
        assertThat(tool("admin", suite, "chassis", "power", "reset").status()).isZero();
        assertThat(host.isOn()).isTrue();
        assertThat(bmc.commands()).containsExactly("off", "cycle", "on", "reset");
        await().until(() -> bmc.openSessions() == 0);
    }

    @Test
    void ipmitoolFindsTheSuiteAndTheUuid() throws Exception {
        bmc.offerSuites(Set.of(17));
        assertThat(tool("admin", -1, "mc", "guid").output())
                .contains(host.systemUuid().toString());
        assertThat(tool("admin", 3, "chassis", "power", "status").status()).isNotZero();
    }

    @Test
    void usersHaveTheirOwnPrivileges() throws Exception {
        bmc.putUser("viewer", "secret-of-the-bmc", 2);
        assertThat(tool("viewer", 17, "-L", "USER", "chassis", "power", "status")
                        .output())
                .contains("Chassis Power is on");
        assertThat(tool("viewer", 17, "-L", "USER", "chassis", "power", "off").status())
                .isNotZero();
        assertThat(tool("nobody", 17, "chassis", "power", "status").status()).isNotZero();
        assertThat(host.isOn()).isTrue();
    }

    @Test
    void aBrokenBmcLies() throws Exception {
        bmc.faults().set(BmcFault.STUCK);
        assertThat(tool("admin", 17, "chassis", "power", "off").status()).isZero();
        assertThat(host.isOn()).isTrue();

        bmc.faults().clear(BmcFault.STUCK);
        bmc.faults().offAfter(Duration.ofMillis(300));
        assertThat(tool("admin", 17, "chassis", "power", "off").status()).isZero();
        await().until(() -> !host.isOn());
    }

    @Test
    void itAnswersAPingAndSurvivesNonsense() throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5000);
            socket.connect(InetAddress.getLoopbackAddress(), bmc.port());
            for (int length = 0; length < 40; length++) {
                byte[] nonsense = new byte[length];
                byte[] start = Bytes.of(6, 0, 0xff, 7, 6, length);
                System.arraycopy(start, 0, nonsense, 0, Math.min(length, start.length));
                socket.send(new DatagramPacket(nonsense, length));
            }
            byte[] ping = Bytes.of(6, 0, 0xff, 6, 0, 0, 0x11, 0xbe, 0x80, 42, 0, 0);
            socket.send(new DatagramPacket(ping, ping.length));
            DatagramPacket pong = new DatagramPacket(new byte[100], 100);
            do {
                socket.receive(pong);
            } while (pong.getData()[3] != 6);
            assertThat(ByteBuffer.wrap(pong.getData(), 8, 2).getShort()).isEqualTo((short) (0x40 << 8 | 42));
        }
    }

    private record Run(int status, String output) {}

    private Run tool(String user, int suite, String... arguments) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of(TOOL)), "ipmitool is not installed");
        List<String> line = new ArrayList<>(
                List.of(TOOL, "-I", "lanplus", "-N", "1", "-R", "2", "-H", "127.0.0.1", "-U", user, "-E"));
        line.addAll(List.of("-p", String.valueOf(bmc.port())));
        if (suite >= 0) {
            line.addAll(List.of("-C", String.valueOf(suite)));
        }
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("IPMI_PASSWORD", "secret-of-the-bmc");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }
}
