package com.umcloud.umha.core.reachability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.umcloud.umha.api.reachability.Reachability;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The system's own ping, on loopback. */
final class RealPingTest {
    private final ReachabilityProbe probe = ReachabilityProbes.forMethod("icmp");

    @BeforeAll
    static void pingWorks() throws IOException, InterruptedException {
        assumeTrue(
                succeeds("ping", "-c", "1", "127.0.0.1"),
                "the system's ping is not installed or may not send: skipped");
    }

    @Test
    void ipv4LoopbackAnswers() throws Exception {
        assertThatAllAnswer(probe.probe("127.0.0.1", 3, Duration.ofSeconds(5)), 3);
    }

    @Test
    void everyLoopbackAddressAnswers() throws Exception {
        assertThatAllAnswer(probe.probe("127.3.2.1", 1, Duration.ofSeconds(5)), 1);
    }

    @Test
    void ipv6LoopbackAnswers() throws Exception {
        Path addresses = Path.of("/proc/net/if_inet6");
        assumeTrue(
                Files.exists(addresses) && !Files.readString(addresses).isEmpty(), "this machine has no IPv6: skipped");
        assertThatAllAnswer(probe.probe("::1", 2, Duration.ofSeconds(5)), 2);
    }

    private static void assertThatAllAnswer(Reachability result, int tries) {
        assertThat(result.sent()).isEqualTo(tries);
        assertThat(result.answered()).isEqualTo(tries);
        assertThat(result.averageLatency())
                .hasValueSatisfying(latency -> assertThat(latency).isPositive().isLessThan(Duration.ofSeconds(5)));
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
