package com.umcloud.umha.evacuators.nova;

import static com.umcloud.umha.evacuators.nova.CloudFixture.LIMIT;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.testkit.openstack.http.Fault;
import com.umcloud.umha.testkit.openstack.http.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NovaSessionTest {
    private final ExecutorService callers = Executors.newFixedThreadPool(32);

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void manyCallersShareOneLogin() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            together(32, () -> fixture.evacuator.hosts(LIMIT));

            assertThat(fixture.cloud.openStack().keystone().logins()).isEqualTo(1);
        }
    }

    @Test
    void aTokenThatNovaNoLongerTakesIsRenewedOnceForAll() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            together(32, () -> fixture.evacuator.hosts(LIMIT));
            fixture.cloud.openStack().keystone().revokeTokens();

            together(32, () -> fixture.evacuator.instancesOn(NODE_1, LIMIT));

            assertThat(fixture.cloud.openStack().keystone().logins()).isEqualTo(2);
        }
    }

    @Test
    void anEvacuationSurvivesATokenThatHasJustEndedAndIsAskedOnce() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.kill(NODE_1);
            fixture.cloud.openStack().keystone().revokeTokens();

            assertThat(fixture.evacuate(fixture.firstOn(NODE_1), DiskHandling.KEEP_SHARED))
                    .isEqualTo(new EvacuationResult.Accepted());

            assertThat(fixture.cloud.openStack().nova().migrations()).hasSize(1);
        }
    }

    @Test
    void aTokenIsRenewedBeforeItExpiresWithoutHoldingAnybodyUp() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.tokenLifetime(Duration.ofHours(1)))) {
            fixture.evacuator.hosts(LIMIT);
            fixture.clock.advance(Duration.ofMinutes(54));
            fixture.evacuator.hosts(LIMIT);
            assertThat(fixture.cloud.openStack().keystone().logins()).isEqualTo(1);

            fixture.clock.advance(Duration.ofMinutes(2));
            fixture.evacuator.hosts(LIMIT);

            await().until(() -> fixture.cloud.openStack().keystone().logins() == 2);
            fixture.clock.advance(Duration.ofMinutes(10));
            int before = fixture.calls();
            fixture.evacuator.hosts(LIMIT);
            assertThat(fixture.novaCallsSince(before)).hasSize(2);
        }
    }

    @Test
    void anExpiredTokenIsNotUsed() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.evacuator.hosts(LIMIT);
            fixture.clock.advance(Duration.ofHours(2));

            together(32, () -> fixture.evacuator.hosts(LIMIT));

            assertThat(fixture.cloud.openStack().keystone().logins()).isEqualTo(2);
        }
    }

    @Test
    void aKeystoneThatIsAwayAtRenewalDoesNotEndAGoodSession() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.evacuator.hosts(LIMIT);
            fixture.clock.advance(Duration.ofMinutes(57));
            fixture.cloud.openStack().faults().next(3, "POST", "/auth/tokens", Fault.status(503));

            for (int i = 0; i < 3; i++) {
                assertThat(fixture.evacuator.hosts(LIMIT)).hasSize(3);
            }
        }
    }

    @Test
    void aRefusedAccountIsToldAndNotTriedAgainAtOnce() throws Exception {
        try (CloudFixture fixture = new CloudFixture();
                Evacuator wrong = fixture.evacuator(Map.of("password", "hunter2-wrong"))) {
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> wrong.hosts(LIMIT))
                        .isInstanceOf(UmhaException.class)
                        .hasMessageContaining("[auth] username, password")
                        .hasMessageNotContaining("hunter2");
            }
            assertThat(logins(fixture)).isEqualTo(1);

            fixture.clock.advance(Duration.ofSeconds(31));
            assertThatThrownBy(() -> wrong.hosts(LIMIT)).isInstanceOf(UmhaException.class);
            assertThat(logins(fixture)).isEqualTo(2);
        }
    }

    static Stream<Fault> keystoneTrouble() {
        return Stream.of(
                Fault.status(403),
                Fault.status(404),
                Fault.status(500),
                Fault.status(503),
                new Fault.Answer(Reply.html(200, "Log in to the network")),
                new Fault.Answer(Reply.json(201, Map.of("token", Map.of()))),
                new Fault.Garble("application/json", "null"),
                new Fault.Garble("application/json", "[]"),
                new Fault.Garble("text/plain", ""),
                new Fault.DropBeforeEffect(),
                new Fault.DropAfterEffect());
    }

    @ParameterizedTest
    @MethodSource("keystoneTrouble")
    void troubleWithKeystoneIsAnErrorAndPasses(Fault fault) throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.cloud.openStack().faults().next(1, "POST", "/auth/tokens", fault);

            assertThatThrownBy(() -> fixture.evacuator.hosts(LIMIT))
                    .isInstanceOfSatisfying(
                            UmhaException.class,
                            error -> assertThat(error.type()).isEqualTo(FailureType.EXTERNAL))
                    .hasMessageContaining("Keystone")
                    .hasMessageNotContaining("correct horse");
            assertThat(fixture.evacuator.hosts(LIMIT)).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v3", "/v3/", "/v2.0", "/v2.0/"})
    void aServerWithVersion3AloneIsAskedByItWhateverTheUrlSays(String ending) throws Exception {
        try (CloudFixture fixture = new CloudFixture();
                Evacuator evacuator = fixture.evacuator(
                        Map.of("auth_url", fixture.cloud.authUrl().replace("/v3", ending)))) {
            assertThat(evacuator.hosts(LIMIT)).hasSize(3);
        }
    }

    @Test
    void aServerThatIsNoKeystoneIsTold() throws Exception {
        try (CloudFixture fixture = new CloudFixture();
                Evacuator evacuator = fixture.evacuator(
                        Map.of("auth_url", fixture.cloud.authUrl().replace("/identity/v3", "/other/v2.0")))) {
            assertThatThrownBy(() -> evacuator.hosts(LIMIT))
                    .isInstanceOf(UmhaException.class)
                    .hasMessageContaining("does not offer version 3")
                    .hasMessageContaining("[auth] auth_url");
        }
    }

    @Test
    void theWantedEndpointIsUsedAndThePublicOneWhereItIsMissing() throws Exception {
        assertThat(endpointUsed(Map.of(), "public", "internal", "admin")).isEqualTo("/compute-internal");
        assertThat(endpointUsed(Map.of("interface", "public"), "public", "internal", "admin"))
                .isEqualTo("/compute-public");
        assertThat(endpointUsed(Map.of("interface", "admin"), "public", "internal", "admin"))
                .isEqualTo("/compute-admin");
        assertThat(endpointUsed(Map.of(), "public")).isEqualTo("/compute-public");
    }

    @Test
    void theRegionIsChosenAndAWrongOneIsToldWithTheRightOnes() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.regions(List.of("RegionOne", "RegionTwo")))) {
            assertThat(fixture.evacuator.hosts(LIMIT)).hasSize(3);
            try (Evacuator wrong = fixture.evacuator(Map.of("region_name", "RegionOn"))) {
                assertThatThrownBy(() -> wrong.hosts(LIMIT))
                        .hasMessageContaining("RegionOn")
                        .hasMessageContaining("RegionOne/internal")
                        .hasMessageContaining("RegionTwo/internal");
            }
            try (Evacuator none = fixture.evacuator(Map.of("region_name", ""))) {
                assertThatThrownBy(() -> none.hosts(LIMIT)).hasMessageContaining("[auth] region_name");
            }
        }
    }

    @Test
    void anOldCatalogueUrlLeadsToTheNewerApiBesideIt() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.legacyEndpoint(true))) {
            assertThat(fixture.evacuator.hosts(LIMIT).get(0).lastReport()).isPresent();
            assertThat(fixture.novaCallsSince(0)).anyMatch(call -> call.contains("/v2.1/5f8e6b2f"));
        }
    }

    @Test
    void twoCloudsInOneProcessAreNeverMixedUp() throws Exception {
        try (CloudFixture one =
                        new CloudFixture(settings -> settings, cloud -> cloud.hosts(List.of("one-1", "one-2")));
                CloudFixture two = new CloudFixture(settings -> settings, cloud -> cloud.hosts(List.of("two-1")))) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                CloudFixture cloud = i % 2 == 0 ? one : two;
                String prefix = i % 2 == 0 ? "one-" : "two-";
                if (i % 16 == 0) {
                    tasks.add(() -> {
                        one.cloud.openStack().keystone().revokeTokens();
                        two.cloud.openStack().keystone().revokeTokens();
                        return true;
                    });
                }
                tasks.add(() -> cloud.evacuator.hosts(LIMIT).stream()
                        .allMatch(host -> host.name().startsWith(prefix)));
                // and both from one thread
                tasks.add(() -> one.evacuator.hosts(LIMIT).size() == 2
                        && two.evacuator.hosts(LIMIT).size() == 1);
            }
            for (Future<Boolean> result : callers.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    @Test
    void nothingIsLeftRunningAfterClose() throws Exception {
        Supplier<List<String>> threads = () -> Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("umha-nova") || name.startsWith("HttpClient-"))
                .toList();
        try (CloudFixture fixture = new CloudFixture()) {
            together(16, () -> fixture.evacuator.hosts(LIMIT));
            assertThat(threads.get()).isNotEmpty();
            fixture.evacuator.close();
            fixture.evacuator.close();

            assertThatThrownBy(() -> fixture.evacuator.hosts(LIMIT)).isInstanceOf(UmhaException.class);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                System.gc();
                assertThat(threads.get()).isEmpty();
            });
        }
    }

    private static String endpointUsed(Map<String, String> config, String... interfaces) throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.interfaces(Set.of(interfaces)));
                Evacuator evacuator = fixture.evacuator(config)) {
            evacuator.hosts(LIMIT);
            List<String> used = fixture.cloud.openStack().calls().stream()
                    .map(call -> call.path().replaceAll("(/compute-[a-z]+)?/.*", "$1"))
                    .filter(path -> !path.isEmpty())
                    .distinct()
                    .toList();
            assertThat(used).hasSize(1);
            return used.get(0);
        }
    }

    private static long logins(CloudFixture fixture) {
        return fixture.cloud.openStack().calls().stream()
                .filter(call -> call.path().endsWith("/auth/tokens"))
                .count();
    }

    private void together(int number, Callable<?> call) throws Exception {
        List<Callable<Object>> calls = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            calls.add(call::call);
        }
        for (Future<Object> future : callers.invokeAll(calls)) {
            future.get();
        }
    }
}
