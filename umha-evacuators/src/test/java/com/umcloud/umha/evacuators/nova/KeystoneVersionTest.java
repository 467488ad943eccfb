package com.umcloud.umha.evacuators.nova;

import static com.umcloud.umha.evacuators.nova.CloudFixture.LIMIT;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.testkit.openstack.http.Fault;
import com.umcloud.umha.testkit.openstack.http.Reply;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoneVersionTest {
    private static final UnaryOperator<OpenStackSettings.Builder> VERSION_2 =
            settings -> settings.identityVersions(Set.of("v2.0"));

    @ParameterizedTest
    @ValueSource(strings = {"/v2.0", "/v2.0/", "/v2", ""})
    void aServerWithVersion2AloneIsSpokenToInIt(String ending) throws Exception {
        try (CloudFixture fixture = new CloudFixture(VERSION_2);
                Evacuator evacuator = fixture.evacuator(
                        Map.of("auth_url", fixture.cloud.authUrl().replace("/v2.0", ending)))) {
            assertThat(evacuator.hosts(LIMIT)).hasSize(3);
            assertThat(evacuator.instancesOn(NODE_1, LIMIT)).hasSize(2);
            assertThat(evacuator.capacities(LIMIT)).hasSize(3);
            assertThat(logins(fixture)).containsExactly("/identity/v2.0/tokens");
        }
    }

    @Test
    void aServerWithBothIsSpokenToAsTheUrlSays() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.identityVersions(Set.of("v2.0", "v3")));
                Evacuator second = fixture.evacuator(
                        Map.of("auth_url", fixture.cloud.authUrl().replace("/v3", "/v2.0")));
                Evacuator unsaid = fixture.evacuator(
                        Map.of("auth_url", fixture.cloud.authUrl().replace("/v3", "")))) {
            second.hosts(LIMIT);
            assertThat(logins(fixture)).containsExactly("/identity/v2.0/tokens");
            fixture.evacuator.hosts(LIMIT);
            unsaid.hosts(LIMIT);
            assertThat(logins(fixture))
                    .containsExactly("/identity/v2.0/tokens", "/identity/v3/auth/tokens", "/identity/v3/auth/tokens");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 404, 410})
    void whereVersion2IsNoLongerServedVersion3IsUsed(int status) throws Exception {
        try (CloudFixture fixture = new CloudFixture();
                Evacuator evacuator = fixture.evacuator(
                        Map.of("auth_url", fixture.cloud.authUrl().replace("/v3", "/v2.0")))) {
            fixture.cloud
                    .openStack()
                    .faults()
                    .next(
                            1,
                            "POST",
                            "/v2.0/tokens",
                            new Fault.Answer(Reply.json(status, Map.of("choices", List.of()))));

            assertThat(evacuator.hosts(LIMIT)).hasSize(3);

            assertThat(logins(fixture)).containsExactly("/identity/v2.0/tokens", "/identity/v3/auth/tokens");
        }
    }

    @Test
    void aDomainThatVersion2CannotNameLeadsToVersion3() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings ->
                        settings.identityVersions(Set.of("v2.0", "v3")).domain("ops"));
                Evacuator evacuator = fixture.evacuator(Map.of(
                        "auth_url", fixture.cloud.authUrl().replace("/v3", "/v2.0"),
                        "user_domain_name", "ops",
                        "project_domain_name", "ops"))) {
            assertThat(evacuator.hosts(LIMIT)).hasSize(3);
            assertThat(logins(fixture)).containsExactly("/identity/v3/auth/tokens");
        }
    }

    @Test
    void aDomainThatTheServerCannotKnowIsTold() throws Exception {
        try (CloudFixture fixture = new CloudFixture(VERSION_2);
                Evacuator evacuator = fixture.evacuator(Map.of("user_domain_name", "ops"))) {
            assertThatThrownBy(() -> evacuator.hosts(LIMIT))
                    .isInstanceOf(UmhaException.class)
                    .hasMessageContaining("does not offer version 3")
                    .hasMessageContaining("domains");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "username", "tenant_name"})
    void aRefusedAccountIsToldAndNotTriedAgainAtOnce(String key) throws Exception {
        try (CloudFixture fixture = new CloudFixture(VERSION_2);
                Evacuator wrong = fixture.evacuator(Map.of(key, "hunter2-wrong"))) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> wrong.hosts(LIMIT))
                        .isInstanceOf(UmhaException.class)
                        .hasMessageContaining("/v2.0 refuses the login")
                        .hasMessageContaining("[auth] username, password and tenant_name")
                        .hasMessageNotContaining("correct horse");
            }
            assertThat(logins(fixture)).hasSize(1);
        }
    }

    static Stream<Fault> trouble() {
        return Stream.of(
                Fault.status(403),
                Fault.status(500),
                Fault.status(503),
                new Fault.Answer(Reply.html(200, "Log in to the network")),
                new Fault.Answer(Reply.json(200, Map.of("access", Map.of()))),
                new Fault.Answer(Reply.json(
                        200, Map.of("access", Map.of("token", Map.of("id", "t"), "serviceCatalog", List.of())))),
                new Fault.Garble("application/json", "null"),
                new Fault.Garble("application/json", "[]"),
                new Fault.Garble("text/plain", ""),
                new Fault.DropBeforeEffect(),
                new Fault.DropAfterEffect());
    }

    @ParameterizedTest
    @MethodSource("trouble")
    void troubleIsAnErrorAndPasses(Fault fault) throws Exception {
        try (CloudFixture fixture = new CloudFixture(VERSION_2)) {
            fixture.cloud.openStack().faults().next(1, "POST", "/v2.0/tokens", fault);

            assertThatThrownBy(() -> fixture.evacuator.hosts(LIMIT))
                    .isInstanceOfSatisfying(
                            UmhaException.class,
                            error -> assertThat(error.type()).isEqualTo(FailureType.EXTERNAL))
                    .hasMessageContaining("Keystone")
                    .hasMessageNotContaining("correct horse");
            assertThat(fixture.evacuator.hosts(LIMIT)).hasSize(3);
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsATimeout() throws Exception {
        try (CloudFixture fixture = new CloudFixture(VERSION_2);
                Evacuator evacuator = fixture.evacuator(Map.of("login_timeout", "300ms"))) {
            fixture.cloud.openStack().faults().next(1, "POST", "/v2.0/tokens", new Fault.Delay(Duration.ofSeconds(5)));
            long start = System.nanoTime();

            assertThatThrownBy(() -> evacuator.hosts(LIMIT))
                    .isInstanceOfSatisfying(
                            UmhaException.class,
                            error -> assertThat(error.type()).isEqualTo(FailureType.TIMEOUT));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void aTokenIsRenewedBeforeItExpiresAndWhenItIsRefused() throws Exception {
        try (CloudFixture fixture = new CloudFixture(VERSION_2)) {
            fixture.evacuator.hosts(LIMIT);
            fixture.clock.advance(Duration.ofMinutes(54));
            fixture.evacuator.hosts(LIMIT);
            assertThat(fixture.cloud.openStack().keystone().logins()).isEqualTo(1);

            fixture.clock.advance(Duration.ofMinutes(2));
            fixture.evacuator.hosts(LIMIT);
            await().until(() -> fixture.cloud.openStack().keystone().logins() == 2);
            fixture.cloud.openStack().keystone().revokeTokens();
            assertThat(fixture.evacuator.capacities(LIMIT)).hasSize(3);
            assertThat(fixture.cloud.openStack().keystone().logins()).isEqualTo(3);
        }
    }

    @Test
    void regionAndInterfaceAreChosenAndAMissingOneIsTold() throws Exception {
        try (CloudFixture fixture = new CloudFixture(
                        settings -> VERSION_2.apply(settings).regions(List.of("RegionOne", "RegionTwo")));
                Evacuator publicly = fixture.evacuator(Map.of("interface", "public"));
                Evacuator wrong = fixture.evacuator(Map.of("region_name", "RegionOn"));
                Evacuator none = fixture.evacuator(Map.of("region_name", ""))) {
            fixture.evacuator.hosts(LIMIT);
            assertThat(fixture.novaCallsSince(0)).allMatch(call -> call.contains("/compute-internal/"));
            int before = fixture.calls();
            publicly.hosts(LIMIT);
            assertThat(fixture.novaCallsSince(before)).allMatch(call -> call.contains("/compute-public/"));
            assertThatThrownBy(() -> wrong.hosts(LIMIT))
                    .hasMessageContaining("RegionOn")
                    .hasMessageContaining("RegionTwo/internal");
            assertThatThrownBy(() -> none.hosts(LIMIT)).hasMessageContaining("[auth] region_name");
        }
    }

    @Test
    void aMissingInterfaceIsThePublicOneOrTold() throws Exception {
        try (CloudFixture fixture =
                new CloudFixture(settings -> VERSION_2.apply(settings).interfaces(Set.of("public")))) {
            fixture.evacuator.hosts(LIMIT);
            assertThat(fixture.novaCallsSince(0)).allMatch(call -> call.contains("/compute-public/"));
        }
        try (CloudFixture fixture =
                new CloudFixture(settings -> VERSION_2.apply(settings).interfaces(Set.of("admin")))) {
            assertThatThrownBy(() -> fixture.evacuator.hosts(LIMIT))
                    .hasMessageContaining("no internal or public endpoint of Nova")
                    .hasMessageContaining("RegionOne/admin");
        }
    }

    private static List<String> logins(CloudFixture fixture) {
        return fixture.cloud.openStack().calls().stream()
                .filter(call -> call.path().endsWith("/tokens"))
                .map(call -> call.path())
                .toList();
    }
}
