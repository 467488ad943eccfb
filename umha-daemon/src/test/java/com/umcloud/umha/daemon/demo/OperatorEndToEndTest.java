package com.umcloud.umha.daemon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.daemon.CommandRun;
import com.umcloud.umha.daemon.program.LoadedProgram;
import com.umcloud.umha.testkit.cloud.SimulatedCloud;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the command line through the database to the processor that acts, and back into mail and explanation. */
final class OperatorEndToEndTest {
    private static final long PATIENCE_SECONDS = 40;

    @TempDir
    private Path directory;

    private DemoFiles files;

    private CommandRun umha(Object... words) {
        Object[] all = new Object[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--config-file";
        all[words.length + 1] = files.umhaConf();
        return CommandRun.of(all);
    }

    private CommandRun await(Predicate<CommandRun> wanted, Object... words) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        CommandRun last = umha(words);
        while (!wanted.test(last) && System.nanoTime() < end) {
            synchronized (this) {
                wait(200);
            }
            last = umha(words);
        }
        assertThat(wanted.test(last)).as(last.out() + last.err()).isTrue();
        return last;
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        }
    }

    @Test
    void whatAnOperatorSaysIsDoneToldAndExplained() throws IOException, InterruptedException {
        files = new DemoFiles(directory);
        OpenStackSettings settings = OpenStackSettings.builder()
                .buildTime(Duration.ofSeconds(1))
                .reportInterval(Duration.ofSeconds(1))
                .hostCapacity(20)
                .build();
        try (SimulatedCloud cloud = SimulatedCloud.builder()
                .hosts(5)
                .instancesPerHost(1)
                .settings(settings)
                .start()) {
            int port = freePort();
            files.writeController(cloud, port);
            assertThat(umha("load", "ipmi-info").exitCode()).isZero();
            assertThat(umha("load", "node-storage-ip").exitCode()).isZero();
            try (LoadedProgram loaded = LoadedProgram.load(files.controllerFiles());
                    SimulatedAgents agents = new SimulatedAgents();
                    Controllers controllers = new Controllers(loaded, false, (incident, announcement) -> {})) {
                controllers.start();
                cloud.hosts().forEach(h -> agents.start(h, files.writeAgent(h, cloud.storageNetwork(), port)));
                for (SimulatedHost host : cloud.hosts()) {
                    await(
                            run -> run.out().contains("fence device  PROVEN")
                                    && run.out().contains("it is well"),
                            "explain",
                            host.name());
                }
                disarmedAndArmed(cloud, cloud.hosts().get(1));
                maintained(cloud, cloud.hosts().get(2));
            }
        }
    }

    private void disarmedAndArmed(SimulatedCloud cloud, SimulatedHost host) throws InterruptedException {
        assertThat(umha("disarm", "--reason", "a drill", "--operator", "bob").exitCode())
                .isZero();
        host.losePower();
        CommandRun held = await(
                run -> run.out().contains("HELD") && run.out().contains("ARMED           HOLD"),
                "explain",
                host.name());
        assertThat(held.out()).contains("disarmed by bob", "umha arm", "confirmed [");
        assertThat(umha("hosts").out()).containsPattern(host.name() + " +HELD +OFF .*ARMED");

        assertThat(umha("arm", "--operator", "bob").exitCode()).isZero();
        await(run -> run.out().contains("RECOVERED"), "incidents", "--host", host.name());
        assertThat(umha("incidents", "--open").out()).contains(" -> ");
        awaitMail(cloud, "UMHA is disarmed");
        awaitMail(cloud, host.name() + ": recovery is complete");

        CommandRun late = umha("confirm-off", host.name(), "--operator", "alice", "--yes");
        assertThat(late.exitCode()).isEqualTo(1);
        assertThat(late.out()).contains("Refused", "recovery is complete");
        awaitMail(cloud, "Operator alice says that " + host.name() + " is off: refused");
    }

    private void maintained(SimulatedCloud cloud, SimulatedHost host) throws InterruptedException {
        assertThat(umha("maintenance", host.name(), "on", "--for", "1h", "--owner", "alice", "--reason", "new disk")
                        .exitCode())
                .isZero();
        host.losePower();
        CommandRun exempt = await(
                run -> run.out().contains("confirmed [") && run.out().contains("MAINTENANCE     EXEMPT"),
                "explain",
                host.name());
        assertThat(exempt.out()).contains("left alone", "new disk", "umha maintenance " + host.name() + " off");
        awaitMail(cloud, host.name() + " has failed and is left alone");
        assertThat(umha("incidents", "--host", host.name()).out()).contains("No incidents.");

        assertThat(umha("maintenance", host.name(), "off").exitCode()).isZero();
        await(run -> run.out().contains("RECOVERED"), "incidents", "--host", host.name());
    }

    private void awaitMail(SimulatedCloud cloud, String part) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (cloud.mail().messages().stream().noneMatch(m -> m.subject().contains(part)) && System.nanoTime() < end) {
            synchronized (this) {
                wait(100);
            }
        }
        assertThat(cloud.mail().messages()).anyMatch(m -> m.subject().contains(part));
    }
}
