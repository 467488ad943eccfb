package com.umcloud.umha.core.reachability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.reachability.Reachability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PingProbeTest {
    private static final String ADDRESS = "127.0.0.9";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Test
    void allLostIsNoAnswer() throws Exception {
        Reachability result = probe(1, FakePing.replies(ADDRESS, List.of()) + FakePing.summary(ADDRESS, 4, 0, ""), 4);
        assertThat(result.sent()).isEqualTo(4);
        assertThat(result.answered()).isZero();
        assertThat(result.averageLatency()).isEmpty();
    }

    @Test
    void partialLossIsCountedWithTheMeanOfTheAnswered() throws Exception {
        Reachability result =
                probe(0, FakePing.replies(ADDRESS, List.of(0.5, 1.5, 4.0)) + FakePing.summary(ADDRESS, 4, 3, ""), 4);
        assertThat(result.lossRatio()).isEqualTo(0.25);
        assertThat(result.averageLatency()).contains(Duration.ofMillis(2));
    }

    @Test
    void theSummaryCountsWhereTheLinesAreMissing() throws Exception {
        Reachability result = probe(0, FakePing.summary(ADDRESS, 4, 2, "+1 errors, "), 4);
        assertThat(result.answered()).isEqualTo(2);
    }

    @Test
    void duplicatesAndDamagedAnswersDoNotCount() throws Exception {
        String line = "64 bytes from 127.0.0.9: icmp_seq=1 ttl=64 time=0.2 ms";
        String damaged = "64 bytes from 127.0.0.9: icmp_seq=2 ttl=64 time=0.2 ms (BAD CHECKSUM!)";
        Reachability result = probe(0, line + "\n" + line + " (DUP!)\n" + damaged + "\n", 4);
        assertThat(result.answered()).isEqualTo(1);
    }

    @Test
    void moreAnswersThanTriesAreCutOff() throws Exception {
        assertThat(probe(0, FakePing.summary(ADDRESS, 9, 9, ""), 4).answered()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ping: storage-1: Name or service not known",
                "ping: storage-1: Temporary failure in name resolution",
                "ping: connect: Network is unreachable",
                "ping: Do you want to ping broadcast? Then -b. If not, check your local firewall rules"
            })
    void whatPingBlamesOnTheAddressIsNoAnswer(String complaint) throws Exception {
        assertThat(probe(2, complaint + "\n", 3)).isEqualTo(new Reachability(3, 0, Optional.empty()));
    }

    @Test
    void unreachableHostsAreNoAnswer() throws Exception {
        String output = "From 127.0.0.1 icmp_seq=1 Destination Host Unreachable\n";
        assertThat(probe(1, output + FakePing.summary(ADDRESS, 4, 0, "+4 errors, "), 4)
                        .answered())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ping: socktype: SOCK_RAW\nping: socket: Operation not permitted",
                "ping: socket: Permission denied",
                "ping: socket: Address family not supported by protocol",
                "ping: invalid option -- 'n'",
                "hello, I am not ping",
                ""
            })
    void whatSaysNothingOfTheAddressIsAnException(String complaint) {
        assertThatThrownBy(() -> probe(2, complaint + "\n", 3))
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.EXTERNAL))
                .hasMessageContaining("cannot ping from this machine")
                .hasMessageContaining("install iputils-ping or set probe = tcp:PORT");
    }

    @Test
    void aLocalPacketFilterIsAnExceptionAlthoughThereAreStatistics() {
        String output = "ping: sendmsg: Operation not permitted\n" + FakePing.summary(ADDRESS, 4, 0, "");
        assertThatThrownBy(() -> probe(1, output, 4)).hasMessageContaining("sendmsg: Operation not permitted");
    }

    @Test
    void whatALocalPacketFilterHeldBackIsNotLost() throws Exception {
        String refusal = "ping: sendmsg: Operation not permitted\n";
        String replies = FakePing.replies(ADDRESS, List.of(0.1));
        Reachability result = probe(0, replies + refusal + refusal + FakePing.summary(ADDRESS, 4, 1, ""), 4);
        assertThat(result.sent()).isEqualTo(2);
        assertThat(result.answered()).isEqualTo(1);
    }

    @Test
    void garbageWithASuccessfulEndIsAnException() {
        assertThatThrownBy(() -> probe(0, "\u0000\u0001 packets ÿ transmitted, lots received\n", 2))
                .isInstanceOf(UmhaException.class);
    }

    @Test
    void aMissingProgramIsAnExceptionWithTheRemedy() {
        PingProbe probe = new PingProbe(directory.resolve("no-such-ping").toString());
        assertThatThrownBy(() -> probe.probe(ADDRESS, 1, LIMIT))
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.EXTERNAL))
                .hasMessageContaining("no-such-ping")
                .hasMessageContaining("install iputils-ping or set probe = tcp:PORT");
    }

    @Test
    void atTheLimitTheAnswersSoFarCountAndTheWholeTreeIsKilled() throws Exception {
        Path pids = directory.resolve("pids");
        Path script = FakePing.script(
                directory,
                "echo '64 bytes from 127.0.0.9: icmp_seq=1 ttl=64 time=0.250 ms'",
                "sleep 300 &",
                "echo $$ $! > " + pids + ".new && mv " + pids + ".new " + pids,
                "wait");
        Reachability result = new PingProbe(script.toString()).probe(ADDRESS, 4, Duration.ofSeconds(3));
        assertThat(result).isEqualTo(new Reachability(4, 1, Optional.of(Duration.ofNanos(250_000))));
        assertThatAllEnd(pids);
    }

    @Test
    void aProgramThatSaysNothingAtAllIsAnExceptionForANumericAddress() throws Exception {
        Path script = FakePing.script(directory, "exec sleep 300");
        assertThatThrownBy(() -> new PingProbe(script.toString()).probe(ADDRESS, 4, Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.TIMEOUT))
                .hasMessageContaining("overloaded");
    }

    @Test
    void aProgramThatSaysNothingAtAllIsNoAnswerForAName() throws Exception {
        Path script = FakePing.script(directory, "exec sleep 300");
        assertThat(new PingProbe(script.toString())
                        .probe("storage-1", 4, Duration.ofMillis(300))
                        .answers())
                .isFalse();
    }

    @Test
    void endlessOutputEndsAtTheLimit() throws Exception {
        Path script = FakePing.script(directory, "exec yes nonsense");
        assertThat(new PingProbe(script.toString())
                        .probe(ADDRESS, 2, Duration.ofMillis(400))
                        .answers())
                .isFalse();
    }

    @Test
    void interruptionKillsTheProgram() throws Exception {
        Path pids = directory.resolve("pids");
        Path script = FakePing.script(
                directory, "sleep 300 &", "echo $$ $! > " + pids + ".new && mv " + pids + ".new " + pids, "wait");
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread prober = new Thread(() -> {
            try {
                new PingProbe(script.toString()).probe(ADDRESS, 1, Duration.ofMinutes(5));
            } catch (InterruptedException | RuntimeException e) {
                thrown.complete(e);
            }
        });
        prober.start();
        await().until(() -> Files.exists(pids));
        prober.interrupt();
        assertThat(thrown.join()).isInstanceOf(InterruptedException.class);
        assertThatAllEnd(pids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-f", "--help", "", " ", "127.0.0.1 -f", "a b", "a\nb", "127.0.0.1;reboot", "$(id)", "é"})
    void aMalformedAddressIsNeverHandedToAProgram(String address) throws Exception {
        Path touched = directory.resolve("touched");
        Path script = FakePing.script(directory, "touch " + touched);
        assertThat(new PingProbe(script.toString()).probe(address, 2, LIMIT).answered())
                .isZero();
        assertThat(touched).doesNotExist();
    }

    @Test
    void theProgramGetsPlainArgumentsAndTheCLocale() throws Exception {
        Path seen = directory.resolve("seen");
        Path script = FakePing.script(
                directory, "echo \"$LC_ALL|$*\" > " + seen, "echo '4 packets transmitted, 4 received, 0% packet loss'");
        new PingProbe(script.toString()).probe("fe80::1%eth0", 4, Duration.ofSeconds(3));
        assertThat(seen).hasContent("C|-n -c 4 -i 0.200 -W 2.100 fe80::1%eth0");
    }

    @Test
    void aShortLimitBringsTheRequestsCloser() throws Exception {
        Path seen = directory.resolve("seen");
        Path script = FakePing.script(
                directory, "echo \"$*\" > " + seen, "echo '5 packets transmitted, 5 received, 0% packet loss'");
        new PingProbe(script.toString()).probe(ADDRESS, 5, Duration.ofMillis(800));
        assertThat(seen).hasContent("-n -c 5 -i 0.100 -W 0.320 127.0.0.9");
    }

    @Test
    void atLeastOneTryIsAskedFor() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PingProbe().probe(ADDRESS, 0, LIMIT));
    }

    private Reachability probe(int exitCode, String output, int tries) throws IOException, InterruptedException {
        Path script = FakePing.printing(directory, exitCode, output);
        return new PingProbe(script.toString()).probe(ADDRESS, tries, LIMIT);
    }

    private static void assertThatAllEnd(Path pids) throws IOException {
        for (String pid : Files.readString(pids).trim().split(" ", -1)) {
            await().until(() -> ProcessHandle.of(Long.parseLong(pid))
                    .filter(ProcessHandle::isAlive)
                    .isEmpty());
        }
    }
}
