package com.umcloud.umha.core.reachability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.umcloud.umha.api.reachability.Reachability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class TcpProbeTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void anAcceptedConnectionIsAnAnswer() throws Exception {
        try (ServerSocket server = listen("127.0.7.1", 0, 50)) {
            Reachability result = new TcpProbe(server.getLocalPort()).probe("127.0.7.1", 3, LIMIT);
            assertThat(result.sent()).isEqualTo(3);
            assertThat(result.answered()).isEqualTo(3);
            assertThat(result.averageLatency())
                    .hasValueSatisfying(
                            latency -> assertThat(latency).isPositive().isLessThan(LIMIT));
        }
    }

    @Test
    void aRefusedConnectionIsNone() throws Exception {
        try (ServerSocket server = listen("127.0.7.1", 0, 50)) {
            Reachability result = new TcpProbe(server.getLocalPort()).probe("127.0.7.2", 3, Duration.ofSeconds(2));
            assertThat(result.sent()).isEqualTo(3);
            assertThat(result.answers()).isFalse();
            assertThat(result.averageLatency()).isEmpty();
        }
    }

    @Test
    void aSilentAddressEndsAtTheLimit() throws Exception {
        try (FullServer server = new FullServer("127.0.7.3")) {
            long start = System.nanoTime();
            Reachability result = new TcpProbe(server.port()).probe("127.0.7.3", 2, Duration.ofMillis(600));
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            assertThat(result.answers()).isFalse();
            assertThat(taken).isBetween(Duration.ofMillis(590), Duration.ofSeconds(5));
        }
    }

    @Test
    void manyAddressesAreProbedAtOnceOnOneThread() throws Exception {
        int port;
        List<ServerSocket> servers = new ArrayList<>();
        try {
            servers.add(listen("127.0.8.1", 0, 50));
            port = servers.get(0).getLocalPort();
            for (int i = 2; i <= 20; i++) {
                servers.add(listen("127.0.8." + i, port, 50));
            }
            List<String> addresses =
                    IntStream.rangeClosed(1, 40).mapToObj(i -> "127.0.8." + i).toList();
            int threads = Thread.activeCount();
            Map<String, Reachability> results = new TcpProbe(port).probeAll(addresses, 2, Duration.ofSeconds(3));
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
            assertThat(results.keySet()).containsExactlyElementsOf(addresses);
            assertThat(results)
                    .allSatisfy((address, result) ->
                            assertThat(result.answered()).isEqualTo(addresses.indexOf(address) < 20 ? 2 : 0));
        } finally {
            for (ServerSocket server : servers) {
                server.close();
            }
        }
    }

    @Test
    void aSilentAddressDoesNotDelayTheOthersAnswers() throws Exception {
        try (FullServer silent = new FullServer("127.0.7.4");
                ServerSocket server = listen("127.0.7.5", silent.port(), 50)) {
            Map<String, Reachability> results = new TcpProbe(server.getLocalPort())
                    .probeAll(List.of("127.0.7.4", "127.0.7.5"), 2, Duration.ofMillis(700));
            assertThat(results.get("127.0.7.4")).matches(result -> !result.answers());
            assertThat(results.get("127.0.7.5")).matches(result -> result.answered() == 2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-h",
                "a b",
                "999.999.999.999",
                "127.0.1",
                "127.0.0.1.1",
                "127.0.0.256",
                "127.0.0.",
                "1",
                "::zz"
            })
    void whatIsNoAddressDoesNotAnswer(String address) throws Exception {
        assertThat(new TcpProbe(9).probe(address, 2, Duration.ofSeconds(5)).answered())
                .isZero();
    }

    @Test
    void namesAreResolved() throws Exception {
        NameResolver resolver =
                new NameResolver(name -> InetAddress.getByName(name.equals("storage-1") ? "127.0.7.6" : "127.0.7.7"));
        try (ServerSocket server = listen("127.0.7.6", 0, 50)) {
            TcpProbe probe = new TcpProbe(server.getLocalPort(), resolver);
            assertThat(probe.probe("storage-1", 1, LIMIT).answers()).isTrue();
            assertThat(probe.probe("storage-2", 1, Duration.ofSeconds(1)).answers())
                    .isFalse();
        }
    }

    @Test
    void anUnknownNameDoesNotAnswer() throws Exception {
        NameResolver resolver = new NameResolver(name -> {
            throw new UnknownHostException(name);
        });
        assertThat(new TcpProbe(9, resolver).probe("nobody", 2, LIMIT).answers())
                .isFalse();
    }

    @Test
    void aHangingResolverIsLeftAtTheLimitAndItsThreadsAreBounded() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        NameResolver resolver = new NameResolver(name -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(name);
        });
        TcpProbe probe = new TcpProbe(9, resolver);
        for (int i = 0; i < 16; i++) {
            assertThat(probe.probe("slow-" + i, 1, Duration.ofMillis(20)).answers())
                    .isFalse();
        }
        assertThatThrownBy(() -> probe.probe("slow-17", 1, Duration.ofMillis(20)))
                .hasMessageContaining("use numeric addresses");
        answer.countDown();
        await().untilAsserted(() -> assertThat(
                        probe.probe("slow-18", 1, Duration.ofSeconds(1)).answers())
                .isFalse());
    }

    @Test
    void interruptionEndsTheProbe() throws Exception {
        try (FullServer server = new FullServer("127.0.7.8")) {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread prober = new Thread(() -> {
                try {
                    new TcpProbe(server.port()).probe("127.0.7.8", 1, Duration.ofMinutes(5));
                } catch (InterruptedException | RuntimeException e) {
                    thrown.complete(e);
                }
            });
            prober.start();
            await().until(() -> prober.getState() == Thread.State.RUNNABLE);
            prober.interrupt();
            assertThat(thrown.join()).isInstanceOf(InterruptedException.class);
        }
    }

    private static ServerSocket listen(String address, int port, int backlog) throws IOException {
        return new ServerSocket(port, backlog, InetAddress.getByName(address));
    }

    /** A server whose queue of connections is full, so that further ones are neither accepted nor refused. */
    private static final class FullServer implements AutoCloseable {
        private final ServerSocket server;
        private final List<Socket> waiting = new ArrayList<>();

        FullServer(String address) throws IOException {
            server = listen(address, 0, 1);
            boolean full = false;
            while (!full) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(new InetSocketAddress(address, server.getLocalPort()), 200);
                } catch (IOException e) {
                    full = true;
                }
            }
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : waiting) {
                socket.close();
            }
            server.close();
        }
    }
}
