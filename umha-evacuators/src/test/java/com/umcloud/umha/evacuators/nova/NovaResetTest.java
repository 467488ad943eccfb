package com.umcloud.umha.evacuators.nova;

import static com.umcloud.umha.evacuators.nova.CloudFixture.LIMIT;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.ResetResult;
import com.umcloud.umha.api.evacuate.StopResult;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.testkit.openstack.http.Fault;
import com.umcloud.umha.testkit.openstack.http.Reply;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Setting an instance to error, and what was last done with one. */
class NovaResetTest {
    static Stream<Fault> whatIsNoReset() {
        return Stream.of(
                Fault.status(403),
                Fault.status(503),
                new Fault.DropBeforeEffect(),
                new Fault.DropAfterEffect(),
                new Fault.Answer(Reply.html(202, "Log in")),
                new Fault.Answer(Reply.empty(200)));
    }

    @ParameterizedTest
    @MethodSource("whatIsNoReset")
    void onlyNovasOwnYesIsAReset(Fault fault) throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            String id = fixture.firstOn(NODE_1);
            fixture.cloud.openStack().faults().next(1, "POST", "/action", fault);

            assertThat(fixture.evacuator.resetToError(id, LIMIT)).isInstanceOf(ResetResult.Refused.class);
            assertThat(fixture.evacuator.resetToError(id, LIMIT)).isEqualTo(new ResetResult.Reset());
        }
    }

    @Test
    void stopsWhatRunsAndIsContentWithWhatIsStopped() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            String id = fixture.firstOn(NODE_1);

            assertThat(fixture.evacuator.stop(id, LIMIT)).isEqualTo(new StopResult.Accepted());
            assertThat(fixture.evacuator.instances(List.of(id), LIMIT).get(0).status())
                    .isEqualTo(InstanceStatus.SHUTOFF);
            assertThat(fixture.evacuator.stop(id, LIMIT)).isEqualTo(new StopResult.Accepted());

            fixture.cloud.openStack().faults().next(1, "POST", "/action", Fault.status(503));
            assertThat(fixture.evacuator.stop(id, LIMIT)).isInstanceOf(StopResult.Refused.class);
        }
    }

    @Test
    void theNewestActionCounts() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            String id = fixture.firstOn(NODE_1);
            fixture.clock.advance(Duration.ofSeconds(30));
            fixture.cloud.openStack().nova().begin(id, "reboot", "rebooting");
            var last = fixture.clock.instant();

            assertThat(fixture.evacuator.lastActionOf(id, LIMIT)).contains(last);
            fixture.cloud.openStack().nova().deleteInstance(id);
            assertThat(fixture.evacuator.lastActionOf(id, LIMIT)).isEmpty();
        }
    }

    @Test
    void actionsThatCannotBeReadAreNotNoActions() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            String id = fixture.firstOn(NODE_1);
            fixture.cloud.openStack().faults().next(1, "GET", "/os-instance-actions", Fault.status(503));
            assertThatThrownBy(() -> fixture.evacuator.lastActionOf(id, LIMIT)).isInstanceOf(UmhaException.class);
            fixture.cloud
                    .openStack()
                    .faults()
                    .next(1, "GET", "/os-instance-actions", new Fault.Answer(Reply.html(404, "Not Found")));
            assertThatThrownBy(() -> fixture.evacuator.lastActionOf(id, LIMIT)).isInstanceOf(UmhaException.class);
        }
    }
}
