package com.umcloud.umha.evacuators.nova;

import static com.umcloud.umha.evacuators.nova.CloudFixture.LIMIT;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Fault;
import com.umcloud.umha.testkit.openstack.http.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostIsolationTest {
    private static final String REASON = "UMHA incident 42: powered off";

    @ParameterizedTest
    @ValueSource(ints = {93, 53, 52, 11})
    void aDeadHostIsForcedDownAndDisabledAtOnce(int microversion) throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(microversion))) {
            fixture.cloud.host(NODE_1).losePower();
            long start = System.nanoTime();

            assertThat(fixture.evacuator.isolate(NODE_1, REASON, LIMIT)).isEqualTo(new IsolationResult.Isolated());

            ComputeHost host = host(fixture);
            assertThat(host.forcedDown()).isTrue();
            assertThat(host.serviceUp()).isFalse();
            assertThat(host.enabled()).isFalse();
            assertThat(host.disabledReason()).isEqualTo(REASON);
            assertThat(puts(fixture)).hasSize(microversion >= 53 ? 1 : 2);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void aHostIsLookedAtRightBeforeItIsChangedAndTheAnswerIsBelieved() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.evacuator.hosts(LIMIT);
            fixture.cloud.host(NODE_1).losePower();
            int before = fixture.calls();

            assertThat(fixture.evacuator.isolate(NODE_1, REASON, LIMIT)).isEqualTo(new IsolationResult.Isolated());

            assertThat(fixture.novaCallsSince(before)).hasSize(2);
            assertThat(puts(fixture)).hasSize(1);
            assertThat(host(fixture).forcedDown()).isTrue();
            assertThat(host(fixture).disabledReason()).isEqualTo(REASON);
        }
    }

    @Test
    void whatAnOperatorHasSetIsKeptIfItWasListed() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            disableAsOperator(fixture);
            fixture.evacuator.hosts(LIMIT);
            fixture.cloud.host(NODE_1).losePower();

            assertThat(fixture.evacuator.isolate(NODE_1, REASON, LIMIT)).isEqualTo(new IsolationResult.Isolated());

            assertThat(host(fixture).disabledReason()).isEqualTo("disk change");
        }
    }

    @Test
    void aServiceThatWasMadeAnewWhileItWasLookedAtIsFoundTheNextTime() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.cloud.host(NODE_1).losePower();
            fixture.cloud.openStack().faults().next(1, "PUT", "/os-services", Fault.status(404));
            assertThat(fixture.evacuator.isolate(NODE_1, REASON, LIMIT)).isInstanceOf(IsolationResult.Refused.class);

            assertThat(fixture.evacuator.isolate(NODE_1, REASON, LIMIT)).isEqualTo(new IsolationResult.Isolated());
            assertThat(puts(fixture)).hasSize(2);
        }
    }

    @Test
    void aRequestWhoseAnswerWasLostIsFoundToHaveBeenDone() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.evacuator.hosts(LIMIT);
            fixture.cloud.host(NODE_1).losePower();
            fixture.cloud.openStack().faults().next(1, "PUT", "/os-services", new Fault.DropAfterEffect());
            assertThatThrownBy(() -> fixture.evacuator.isolate(NODE_1, REASON, LIMIT))
                    .isInstanceOf(UmhaException.class);

            assertThat(fixture.evacuator.isolate(NODE_1, REASON, LIMIT)).isEqualTo(new IsolationResult.Isolated());
            assertThat(puts(fixture)).hasSize(1);
            assertThat(host(fixture).disabledReason()).isEqualTo(REASON);
        }
    }

    @Test
    void whatAnOperatorSetsAfterItWasListedIsKept() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.evacuator.hosts(LIMIT);
            disableAsOperator(fixture);
            fixture.cloud.host(NODE_1).losePower();

            assertThat(fixture.evacuator.isolate(NODE_1, REASON, LIMIT)).isEqualTo(new IsolationResult.Isolated());

            assertThat(host(fixture).forcedDown()).isTrue();
            assertThat(host(fixture).disabledReason()).isEqualTo("disk change");
        }
    }

    @Test
    void isolatingTwiceChangesNothing() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.cloud.host(NODE_1).losePower();
            fixture.evacuator.isolate(NODE_1, REASON, LIMIT);

            assertThat(fixture.evacuator.isolate(NODE_1, "something else", LIMIT))
                    .isEqualTo(new IsolationResult.Isolated());

            assertThat(puts(fixture)).hasSize(1);
            assertThat(host(fixture).disabledReason()).isEqualTo(REASON);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {93, 52})
    void whatAnOperatorHasSetIsKept(int microversion) throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(microversion))) {
            disableAsOperator(fixture);
            fixture.clock.advance(Duration.ofSeconds(11));
            fixture.cloud.host(NODE_1).losePower();

            assertThat(fixture.evacuator.isolate(NODE_1, REASON, LIMIT)).isEqualTo(new IsolationResult.Isolated());

            assertThat(host(fixture).disabledReason()).isEqualTo("disk change");
            assertThat(host(fixture).forcedDown()).isTrue();
        }
    }

    @Test
    void ourOwnChangeIsNoSignOfLifeButALaterReportIs() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.clock.advance(Duration.ofSeconds(15));
            fixture.cloud.host(NODE_1).losePower();
            Instant last = Instant.parse("2026-11-01T12:00:10Z");
            fixture.clock.advance(Duration.ofSeconds(20));

            fixture.evacuator.isolate(NODE_1, REASON, LIMIT);

            assertThat(host(fixture).lastReport()).contains(last);
            fixture.clock.advance(Duration.ofMinutes(5));
            assertThat(host(fixture).lastReport()).contains(last);

            fixture.cloud.host(NODE_1).restorePower();
            fixture.clock.advance(Duration.ofSeconds(30));
            assertThat(host(fixture).lastReport()).contains(Instant.parse("2026-11-01T12:06:05Z"));
        }
    }

    @Test
    void ourOwnChangeIsNoSignOfLifeEvenIfItsAnswerWasLost() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.cloud.host(NODE_1).losePower();
            Instant last = fixture.clock.instant();
            fixture.clock.advance(Duration.ofSeconds(20));
            fixture.cloud.openStack().faults().next(1, "PUT", "/os-services", new Fault.DropAfterEffect());

            assertThatThrownBy(() -> fixture.evacuator.isolate(NODE_1, REASON, LIMIT))
                    .isInstanceOf(UmhaException.class);

            assertThat(host(fixture).lastReport()).contains(last);
            assertThat(fixture.evacuator.isolate(NODE_1, REASON, LIMIT)).isEqualTo(new IsolationResult.Isolated());
            assertThat(host(fixture).lastReport()).contains(last);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1})
    void anOldNovaIsWaitedFor(int microversion) throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(microversion))) {
            isolateByWaiting(fixture);
        }
    }

    @Test
    void aNovaWithoutMicroversionsIsWaitedFor() throws Exception {
        try (CloudFixture fixture =
                new CloudFixture(settings -> settings.highestMicroversion(0).legacyEndpoint(true))) {
            isolateByWaiting(fixture);
        }
    }

    private static void isolateByWaiting(CloudFixture fixture) throws InterruptedException {
        fixture.cloud.host(NODE_1).losePower();

        assertThat(fixture.evacuator.isolate(NODE_1, REASON, LIMIT))
                .isInstanceOfSatisfying(
                        IsolationResult.Waiting.class,
                        waiting -> assertThat(waiting.detail()).contains(NODE_1, "2.11"));
        fixture.clock.advance(Duration.ofSeconds(61));
        assertThat(fixture.evacuator.isolate(NODE_1, REASON, LIMIT)).isEqualTo(new IsolationResult.Isolated());
        assertThat(host(fixture).disabledReason()).isEqualTo(REASON);
    }

    @Test
    void aHostUnknownToNovaIsRefused() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            assertThat(fixture.evacuator.isolate("node-1", REASON, LIMIT))
                    .isInstanceOfSatisfying(
                            IsolationResult.Refused.class,
                            refused -> assertThat(refused.detail()).contains("node-1"));
        }
    }

    @Test
    void aRefusalIsAValueAndAnythingUnclearAnException() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            var faults = fixture.cloud.openStack().faults();
            faults.next(1, "PUT", "/os-services", Fault.status(403));
            assertThat(fixture.evacuator.isolate(NODE_1, REASON, LIMIT)).isInstanceOf(IsolationResult.Refused.class);

            for (Fault fault : List.of(
                    Fault.status(500),
                    new Fault.Answer(Reply.html(200, "Log in")),
                    new Fault.DropBeforeEffect(),
                    new Fault.DropAfterEffect())) {
                faults.next(1, "PUT", "/os-services", fault);
                assertThatThrownBy(() -> fixture.evacuator.isolate(NODE_1, REASON, LIMIT))
                        .isInstanceOf(UmhaException.class)
                        .hasMessageContaining("/os-services");
            }
            assertThat(fixture.evacuator.isolate(NODE_1, REASON, LIMIT)).isEqualTo(new IsolationResult.Isolated());
        }
    }

    @Test
    void aReasonThatIsTooLongForNovaIsCutNotRefused() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            assertThat(fixture.evacuator.isolate(NODE_1, "故".repeat(300), LIMIT))
                    .isEqualTo(new IsolationResult.Isolated());
            assertThat(host(fixture).disabledReason()).isEqualTo("故".repeat(255));
        }
    }

    private static ComputeHost host(CloudFixture fixture) throws InterruptedException {
        return fixture.evacuator.hosts(LIMIT).stream()
                .filter(host -> host.name().equals(NODE_1))
                .findFirst()
                .orElseThrow();
    }

    private static List<Call> puts(CloudFixture fixture) {
        return fixture.cloud.openStack().calls().stream()
                .filter(call -> call.method().equals("PUT"))
                .toList();
    }

    /** With the token of an earlier call, in the old form. */
    private static void disableAsOperator(CloudFixture fixture) throws Exception {
        fixture.evacuator.hosts(LIMIT);
        Call call = fixture.cloud.openStack().calls().stream()
                .filter(each -> each.path().endsWith("/os-services"))
                .findFirst()
                .orElseThrow();
        URI base = URI.create(fixture.cloud.authUrl());
        HttpRequest request = HttpRequest.newBuilder(base.resolve(call.path() + "/disable-log-reason"))
                .header("X-Auth-Token", call.header("x-auth-token").orElseThrow())
                .PUT(HttpRequest.BodyPublishers.ofString("{\"host\": \"" + NODE_1
                        + "\", \"binary\": \"nova-compute\", \"disabled_reason\": \"disk change\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }
}
