package com.umcloud.umha.evacuators.nova;

import static com.umcloud.umha.evacuators.nova.CloudFixture.LIMIT;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.SimulatedOpenStack;
import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Fault;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReserveEmploymentTest {
    private static final String DEAD = "node-1.domain.tld";
    private static final String OTHER_ZONE = "node-9.domain.tld";

    /** A dead host in two aggregates, a spare one in none, and one that belongs to another zone. */
    private static final class Site implements AutoCloseable {
        final SettableClock clock = new SettableClock();
        final SimulatedHost dead = new SimulatedHost(DEAD, "127.10.0.2", "nova", Set.of("shared", "ssd"));
        final SimulatedHost spare = new SimulatedHost(NODE_2, "127.10.0.3", "nova", Set.of());
        final SimulatedOpenStack cloud;
        final Evacuator evacuator;

        Site(int microversion, String deadZone) {
            SimulatedHost zoned = new SimulatedHost(DEAD, "127.10.0.2", deadZone, Set.of("shared", "ssd"));
            cloud = SimulatedOpenStack.start(
                    OpenStackSettings.builder()
                            .highestMicroversion(microversion)
                            .build(),
                    List.of(
                            deadZone.equals("nova") ? dead : zoned,
                            spare,
                            new SimulatedHost(OTHER_ZONE, "127.10.0.4", "east", Set.of("east"))),
                    clock);
            evacuator = new NovaEvacuatorFactory()
                    .create(
                            ConfigFactory.parseMap(Map.of(
                                            "auth.auth_url", cloud.authUrl(),
                                            "auth.username", "admin",
                                            "auth.password", "correct horse",
                                            "auth.tenant_name", "admin"))
                                    .withFallback(ConfigFactory.parseResources("reference.conf")),
                            new TestContext(clock));
        }

        ComputeHost host(String name) throws InterruptedException {
            return evacuator.hosts(LIMIT).stream()
                    .filter(host -> host.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        long changes() {
            return cloud.calls().stream()
                    .filter(call -> !call.method().equals("GET") && !call.path().startsWith("/identity"))
                    .count();
        }

        /** As an operator would, in the form that all of Nova's versions know. */
        void put(String action, String body, String version) throws Exception {
            evacuator.hosts(LIMIT);
            Call call = cloud.calls().stream()
                    .filter(each -> each.path().endsWith("/os-services"))
                    .findFirst()
                    .orElseThrow();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(cloud.authUrl()).resolve(call.path() + "/" + action))
                    .header("X-Auth-Token", call.header("x-auth-token").orElseThrow())
                    .header("X-OpenStack-Nova-API-Version", version)
                    .PUT(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }

        void disable(String host) throws Exception {
            put(
                    "disable-log-reason",
                    "{\"host\": \"" + host
                            + "\", \"binary\": \"nova-compute\", \"disabled_reason\": \"kept as a spare\"}",
                    "2.1");
        }

        @Override
        public void close() {
            evacuator.close();
            cloud.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {93, 52, 10})
    void aReservedHostIsEnabledAndJoinsTheAggregatesOfTheDeadOne(int microversion) throws Exception {
        try (Site site = new Site(microversion, "nova")) {
            site.disable(NODE_2);
            site.dead.losePower();

            assertThat(site.evacuator.employ(NODE_2, DEAD, LIMIT)).isEqualTo(new ReserveResult.InService());

            assertThat(site.host(NODE_2).enabled()).isTrue();
            assertThat(site.host(NODE_2).aggregates())
                    .extracting(Aggregate::name)
                    .containsExactlyInAnyOrder("shared", "ssd");
            long before = site.changes();
            assertThat(site.evacuator.employ(NODE_2, DEAD, LIMIT)).isEqualTo(new ReserveResult.InService());
            assertThat(site.changes()).isEqualTo(before);
        }
    }

    @Test
    void theZoneOfTheDeadHostBecomesItsOwn() throws Exception {
        try (Site site = new Site(93, "west")) {
            assertThat(site.evacuator.employ(NODE_2, DEAD, LIMIT)).isEqualTo(new ReserveResult.InService());
            assertThat(site.host(NODE_2).zone()).isEqualTo("west");
        }
    }

    @Test
    void aHostOfAnotherZoneIsRefusedAndLeftAsItIs() throws Exception {
        try (Site site = new Site(93, "west")) {
            site.disable(OTHER_ZONE);
            long before = site.changes();

            assertThat(site.evacuator.employ(OTHER_ZONE, DEAD, LIMIT))
                    .isInstanceOfSatisfying(
                            ReserveResult.Refused.class,
                            refused -> assertThat(refused.detail()).contains("east", "west"));

            assertThat(site.changes()).isEqualTo(before);
            assertThat(site.host(OTHER_ZONE).enabled()).isFalse();
        }
    }

    @Test
    void whatNovaRefusesIsToldAndTheHostStaysDisabled() throws Exception {
        try (Site site = new Site(93, "nova")) {
            site.disable(NODE_2);
            site.cloud.faults().next(1, "POST", "/os-aggregates", Fault.status(409));

            assertThat(site.evacuator.employ(NODE_2, DEAD, LIMIT))
                    .isInstanceOfSatisfying(
                            ReserveResult.Refused.class,
                            refused -> assertThat(refused.detail()).contains("409", "os-aggregates"));
            assertThat(site.host(NODE_2).enabled()).isFalse();

            assertThat(site.evacuator.employ(NODE_2, DEAD, LIMIT)).isEqualTo(new ReserveResult.InService());
        }
    }

    @Test
    void anAnswerThatWasLostIsMadeUpForByAskingAgain() throws Exception {
        try (Site site = new Site(93, "nova")) {
            site.disable(NODE_2);
            for (String path : List.of("/os-aggregates", "/os-services")) {
                site.cloud
                        .faults()
                        .next(1, path.equals("/os-services") ? "PUT" : "POST", path, new Fault.DropAfterEffect());
                assertThatThrownBy(() -> site.evacuator.employ(NODE_2, DEAD, LIMIT))
                        .isInstanceOf(UmhaException.class)
                        .hasMessageContaining(path);
            }
            assertThat(site.evacuator.employ(NODE_2, DEAD, LIMIT)).isEqualTo(new ReserveResult.InService());
        }
    }

    @Test
    void aHostThatIsForcedDownDeadOrUnknownIsRefused() throws Exception {
        try (Site site = new Site(93, "nova")) {
            assertThat(site.evacuator.employ("node-2", DEAD, LIMIT)).isInstanceOf(ReserveResult.Refused.class);
            assertThat(site.evacuator.employ(DEAD, DEAD, LIMIT)).isInstanceOf(ReserveResult.Refused.class);
            site.put(
                    "force-down",
                    "{\"host\": \"" + NODE_2 + "\", \"binary\": \"nova-compute\", \"forced_down\": true}",
                    "2.11");
            assertThat(site.evacuator.employ(NODE_2, DEAD, LIMIT))
                    .isInstanceOfSatisfying(
                            ReserveResult.Refused.class,
                            refused -> assertThat(refused.detail()).contains("forced down"));
        }
        try (Site site = new Site(93, "nova")) {
            site.spare.losePower();
            site.clock.advance(Duration.ofSeconds(61));
            long before = site.changes();
            assertThat(site.evacuator.employ(NODE_2, DEAD, LIMIT))
                    .isInstanceOfSatisfying(
                            ReserveResult.Refused.class,
                            refused -> assertThat(refused.detail()).contains("does not report"));
            assertThat(site.changes()).isEqualTo(before);
        }
    }
}
