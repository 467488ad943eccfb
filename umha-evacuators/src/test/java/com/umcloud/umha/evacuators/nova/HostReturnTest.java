package com.umcloud.umha.evacuators.nova;

import static com.umcloud.umha.evacuators.nova.CloudFixture.LIMIT;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.DiskHandling;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostReturnTest {
    private static final String REASON = "UMHA: host failed and was fenced, incident 42";

    @ParameterizedTest
    @ValueSource(ints = {93, 53, 52, 11, 10})
    void aHostThatWeHaveIsolatedIsEnabledAgain(int microversion) throws Exception {
        try (CloudFixture fixture = isolated(microversion)) {
            int before = fixture.calls();

            assertThat(release(fixture)).isEqualTo(new ReleaseResult.Released());

            ComputeHost host = host(fixture);
            assertThat(host.enabled()).isTrue();
            assertThat(host.forcedDown()).isFalse();
            assertThat(host.serviceUp()).isTrue();
            assertThat(puts(fixture, before)).hasSize(microversion >= 53 || microversion < 11 ? 1 : 2);
            assertThat(release(fixture)).isEqualTo(new ReleaseResult.Released());
            assertThat(puts(fixture, before)).hasSize(microversion >= 53 || microversion < 11 ? 1 : 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {93, 52})
    void novaLetsItGoOnlyWhenItsComputeServiceHasCleanedUp(int microversion) throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(microversion))) {
            fixture.cloud.host(NODE_1).losePower();
            fixture.evacuator.isolate(NODE_1, REASON, LIMIT);
            fixture.evacuate(fixture.firstOn(NODE_1), DiskHandling.REBUILD_FROM_IMAGE);
            fixture.clock.advance(Duration.ofSeconds(10));
            fixture.cloud.host(NODE_1).restorePower();
            fixture.clock.advance(Duration.ofSeconds(10));

            assertThat(release(fixture))
                    .isInstanceOfSatisfying(
                            ReleaseResult.Waiting.class,
                            waiting -> assertThat(waiting.detail()).contains("Unable to force up host", "400"));
            assertThat(host(fixture).forcedDown()).isTrue();
            assertThat(host(fixture).enabled()).isFalse();

            fixture.clock.advance(Duration.ofSeconds(30));
            assertThat(release(fixture)).isEqualTo(new ReleaseResult.Released());
            assertThat(host(fixture).enabled()).isTrue();
        }
    }

    @Test
    void anOperatorsReasonIsNeverTouched() throws Exception {
        try (CloudFixture fixture = isolated(93)) {
            byHand(fixture, "disable-log-reason", ", \"disabled_reason\": \"disk change\"");
            int before = fixture.calls();

            assertThat(release(fixture))
                    .isEqualTo(
                            new ReleaseResult.NotOurs("its compute service is disabled (disk change) and forced down"));

            assertThat(puts(fixture, before)).isEmpty();
        }
    }

    @Test
    void anotherIncidentsReasonIsNotOurs() throws Exception {
        try (CloudFixture fixture = isolated(93)) {
            assertThat(fixture.evacuator.release(NODE_1, REASON + "3", LIMIT))
                    .isInstanceOf(ReleaseResult.NotOurs.class);
            assertThat(host(fixture).forcedDown()).isTrue();
        }
    }

    @Test
    void aHostThatAnOperatorEnabledAndLeftForcedDownIsLeftSo() throws Exception {
        try (CloudFixture fixture = isolated(93)) {
            byHand(fixture, "enable", "");

            assertThat(release(fixture)).isInstanceOf(ReleaseResult.NotOurs.class);

            assertThat(host(fixture).forcedDown()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {93, 52})
    void aHostThatWasForcedDownByAnOperatorBeforeWeCameStaysSo(int microversion) throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(microversion))) {
            forceDownByHand(fixture);
            fixture.cloud.host(NODE_1).losePower();
            fixture.evacuator.isolate(NODE_1, REASON, LIMIT);
            assertThat(host(fixture).disabledReason()).isEqualTo(REASON + " (forced down by somebody else)");

            assertThat(release(fixture)).isInstanceOf(ReleaseResult.NotOurs.class);

            assertThat(host(fixture).forcedDown()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {52, 11})
    void aHostThatAKilledProgramHasLeftHalfIsolatedCountsAsOursAndThatIsTold(int microversion) throws Exception {
        try (CloudFixture fixture = halfIsolated(microversion);
                Evacuator successor = fixture.evacuator(Map.of())) {
            assertThat(successor.isolateAgain(NODE_1, REASON, LIMIT))
                    .isInstanceOfSatisfying(
                            IsolationResult.Isolated.class,
                            isolated ->
                                    assertThat(isolated.remark()).contains(NODE_1, "found forced down and enabled"));
            assertThat(host(fixture).disabledReason()).isEqualTo(REASON);
            returns(fixture);

            assertThat(release(fixture)).isEqualTo(new ReleaseResult.Released());

            assertThat(host(fixture).forcedDown()).isFalse();
        }
    }

    @Test
    void whatTheSameProgramHasLeftHalfDoneIsFinished() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(52))) {
            fixture.cloud.host(NODE_1).losePower();
            fixture.cloud
                    .openStack()
                    .faults()
                    .next(1, "PUT", "/os-services/disable-log-reason", new Fault.DropBeforeEffect());
            assertThatThrownBy(() -> fixture.evacuator.isolate(NODE_1, REASON, LIMIT))
                    .isInstanceOf(UmhaException.class);
            assertThat(host(fixture).forcedDown()).isTrue();

            assertThat(fixture.evacuator.isolate(NODE_1, REASON, LIMIT))
                    .as("Nova has said that the mark is ours")
                    .isEqualTo(new IsolationResult.Isolated());
            assertThat(host(fixture).disabledReason()).isEqualTo(REASON);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {93, 53})
    void fromMicroversion253OnAKilledProgramLeavesAllOrNothing(int microversion) throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(microversion));
                Evacuator successor = fixture.evacuator(Map.of())) {
            killedWhileItIsolates(fixture, new Fault.DropAfterEffect());
            assertThat(host(fixture).forcedDown()).isTrue();
            assertThat(host(fixture).disabledReason()).isEqualTo(REASON);
            int before = fixture.calls();

            assertThat(successor.isolateAgain(NODE_1, REASON, LIMIT)).isEqualTo(new IsolationResult.Isolated());

            assertThat(puts(fixture, before)).isEmpty();
            returns(fixture);
            assertThat(release(fixture)).isEqualTo(new ReleaseResult.Released());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {93, 53})
    void fromMicroversion253OnWhatAnOperatorForcesDownAfterAKillStaysHis(int microversion) throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(microversion));
                Evacuator successor = fixture.evacuator(Map.of())) {
            killedWhileItIsolates(fixture, new Fault.DropBeforeEffect());
            forceDownByHand(fixture);

            assertThat(successor.isolateAgain(NODE_1, REASON, LIMIT)).isEqualTo(new IsolationResult.Isolated());

            assertThat(host(fixture).disabledReason()).isEqualTo(REASON + " (forced down by somebody else)");
            returns(fixture);
            assertThat(release(fixture)).isInstanceOf(ReleaseResult.NotOurs.class);
            assertThat(host(fixture).forcedDown()).isTrue();
        }
    }

    private static void returns(CloudFixture fixture) {
        fixture.cloud.host(NODE_1).restorePower();
        fixture.clock.advance(Duration.ofSeconds(45));
    }

    @Test
    void withoutKnowingOfItTheSameIsAnOperators() throws Exception {
        try (CloudFixture fixture = halfIsolated(52);
                Evacuator successor = fixture.evacuator(Map.of())) {
            assertThat(successor.isolate(NODE_1, REASON, LIMIT)).isEqualTo(new IsolationResult.Isolated());
            assertThat(host(fixture).disabledReason()).isEqualTo(REASON + " (forced down by somebody else)");
            assertThat(release(fixture)).isInstanceOf(ReleaseResult.NotOurs.class);
        }
    }

    @Test
    void whatAnOperatorHasDisabledMeanwhileIsKept() throws Exception {
        try (CloudFixture fixture = halfIsolated(52);
                Evacuator successor = fixture.evacuator(Map.of())) {
            byHand(fixture, "disable-log-reason", ", \"disabled_reason\": \"disk change\"");

            assertThat(successor.isolateAgain(NODE_1, REASON, LIMIT)).isEqualTo(new IsolationResult.Isolated());

            assertThat(host(fixture).disabledReason()).isEqualTo("disk change");
            assertThat(release(fixture)).isInstanceOf(ReleaseResult.NotOurs.class);
            assertThat(host(fixture).forcedDown()).isTrue();
        }
    }

    /** Forced down by a program that was killed before it could disable it. */
    private static CloudFixture halfIsolated(int microversion) throws InterruptedException {
        CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(microversion));
        killedWhileItIsolates(fixture, new Fault.DropAfterEffect());
        assertThat(host(fixture).forcedDown()).isTrue();
        assertThat(host(fixture).enabled()).isTrue();
        return fixture;
    }

    private static void killedWhileItIsolates(CloudFixture fixture, Fault firstRequest) throws InterruptedException {
        fixture.evacuator.hosts(LIMIT);
        fixture.cloud.host(NODE_1).losePower();
        fixture.cloud.openStack().faults().next(1, "PUT", "/os-services", firstRequest);
        assertThatThrownBy(() -> fixture.evacuator.isolate(NODE_1, REASON, LIMIT))
                .isInstanceOf(UmhaException.class);
    }

    @Test
    void whatWasHalfDoneIsFinished() throws Exception {
        try (CloudFixture fixture = isolated(52)) {
            fixture.cloud.openStack().faults().next(1, "PUT", "/os-services/enable", Fault.status(503));
            assertThat(release(fixture)).isInstanceOf(ReleaseResult.Refused.class);
            assertThat(host(fixture).forcedDown()).isFalse();
            assertThat(host(fixture).enabled()).isFalse();

            assertThat(release(fixture)).isEqualTo(new ReleaseResult.Released());
        }
    }

    @Test
    void whatIsNotKnownIsRefusedAndFoundTheNextTime() throws Exception {
        try (CloudFixture fixture = isolated(93)) {
            for (Fault fault : List.of(Fault.status(403), Fault.status(500), new Fault.DropBeforeEffect())) {
                fixture.cloud.openStack().faults().next(1, "PUT", "/os-services", fault);
                assertThat(release(fixture)).isInstanceOf(ReleaseResult.Refused.class);
            }
            fixture.cloud.openStack().faults().next(1, "PUT", "/os-services", new Fault.DropAfterEffect());
            assertThat(release(fixture)).isInstanceOf(ReleaseResult.Refused.class);
            assertThat(release(fixture)).isEqualTo(new ReleaseResult.Released());
        }
    }

    @Test
    void aHostUnknownToNovaIsRefused() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            assertThat(fixture.evacuator.release("node-1", REASON, LIMIT)).isInstanceOf(ReleaseResult.Refused.class);
        }
    }

    /** A host that was isolated and has come back, without instances. */
    private static CloudFixture isolated(int microversion) throws InterruptedException {
        CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(microversion));
        fixture.cloud.host(NODE_1).losePower();
        fixture.clock.advance(Duration.ofSeconds(61));
        fixture.evacuator.isolate(NODE_1, REASON, LIMIT);
        assertThat(host(fixture).enabled()).isFalse();
        fixture.cloud.host(NODE_1).restorePower();
        fixture.clock.advance(Duration.ofSeconds(45));
        return fixture;
    }

    private static ReleaseResult release(CloudFixture fixture) throws InterruptedException {
        return fixture.evacuator.release(NODE_1, REASON, LIMIT);
    }

    private static ComputeHost host(CloudFixture fixture) throws InterruptedException {
        return fixture.evacuator.hosts(LIMIT).stream()
                .filter(host -> host.name().equals(NODE_1))
                .findFirst()
                .orElseThrow();
    }

    private static List<Call> puts(CloudFixture fixture, int since) {
        return fixture.cloud.openStack().calls().stream()
                .skip(since)
                .filter(call -> call.method().equals("PUT"))
                .toList();
    }

    private static void forceDownByHand(CloudFixture fixture) throws Exception {
        byHand(fixture, "force-down", ", \"forced_down\": true");
    }

    /** With the token of an earlier call, as an operator's tool does it. */
    private static void byHand(CloudFixture fixture, String action, String more) throws Exception {
        fixture.evacuator.hosts(LIMIT);
        Call call = fixture.cloud.openStack().calls().stream()
                .filter(each -> each.path().endsWith("/os-services"))
                .findFirst()
                .orElseThrow();
        URI base = URI.create(fixture.cloud.authUrl());
        HttpRequest request = HttpRequest.newBuilder(base.resolve(call.path() + "/" + action))
                .header("X-Auth-Token", call.header("x-auth-token").orElseThrow())
                .header("X-OpenStack-Nova-API-Version", "2.11")
                .PUT(HttpRequest.BodyPublishers.ofString(
                        "{\"host\": \"" + NODE_1 + "\", \"binary\": \"nova-compute\"" + more + "}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }
}
