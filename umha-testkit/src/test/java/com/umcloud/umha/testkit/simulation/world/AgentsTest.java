package com.umcloud.umha.testkit.simulation.world;

import static com.umcloud.umha.testkit.simulation.world.Site.CONTROLLER;
import static com.umcloud.umha.testkit.simulation.world.Site.NODE_1;
import static com.umcloud.umha.testkit.simulation.world.Site.NODE_2;
import static com.umcloud.umha.testkit.simulation.world.Site.NODE_3;
import static com.umcloud.umha.testkit.simulation.world.Site.STANDBY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.core.observation.HeardHost;
import com.umcloud.umha.core.observation.SampleTracker;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.SampleTimestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentsTest {
    private final Site here = new Site();

    @Test
    void eachHostSendsOneSampleInEachInterval() {
        here.pass(60);

        List<ReceivedSample> samples = here.heardOf(NODE_1);
        assertThat(samples).hasSizeBetween(59, 61).allMatch(ReceivedSample::verified);
        assertThat(samples.stream().map(each -> each.sample().messageId())).doesNotHaveDuplicates();
        ReceivedSample first = samples.get(0);
        assertThat(first.sample().name()).isEqualTo("storage_connectivity");
        assertThat(first.sample().volume()).isEqualTo(1.0);
        assertThat(first.sample().metadata().get("system_uuid"))
                .isEqualTo(here.site.host(NODE_1).systemUuid().toString());
        assertThat(first.sender().getHostAddress()).isEqualTo("10.10.0.1");
        assertThat(first.receivedAt()).isAfter(first.measuredAt().orElseThrow());
        assertThat(SampleTimestamp.parse(String.valueOf(first.sample().timestamp())))
                .isEqualTo(first.measuredAt());
    }

    @Test
    void hostsDoNotSpeakAllAtOnce() {
        here.pass(1);

        assertThat(here.heard.stream().map(ReceivedSample::measuredAt)).doesNotHaveDuplicates();
    }

    @Test
    void whatTheRealTrackerMakesOfItIsAHostThatIsWell() {
        List<String> signs = new ArrayList<>();
        SampleTracker tracker = new SampleTracker(here.agenda, (host, at) -> signs.add(host));
        here.site.connect(CONTROLLER, tracker);
        here.pass(2);

        HeardHost heard = tracker.of(NODE_1).orElseThrow();
        assertThat(heard.systemUuid()).contains(here.site.host(NODE_1).systemUuid());
        assertThat(signs).contains(NODE_1, NODE_2, NODE_3);
    }

    @Test
    void aHostWithoutStorageSaysSo() {
        here.site.cutStorage(NODE_1);
        here.pass(2);

        assertThat(here.heardOf(NODE_1))
                .isNotEmpty()
                .allMatch(each -> Double.valueOf(0).equals(each.sample().volume()));
    }

    @Test
    void aHostIsSilentWhileItHangsAndGoesOnWhenItResumes() {
        here.site.hang(NODE_1);
        here.pass(30);
        assertThat(here.heardOf(NODE_1)).isEmpty();

        here.site.resume(NODE_1);
        here.pass(1);
        assertThat(here.heardOf(NODE_1)).hasSize(1);
    }

    @Test
    void aHostThatRebootsIsSilentUntilItHasBooted() {
        here.pass(1);
        here.heard.clear();
        here.site.reboot(NODE_1);
        here.pass(29);
        assertThat(here.heardOf(NODE_1)).isEmpty();

        here.pass(2);
        assertThat(here.heardOf(NODE_1)).isNotEmpty();
    }

    @Test
    void anAgentAloneCanStop() {
        here.site.agent(NODE_1).stop();
        here.pass(2);
        assertThat(here.heard).isNotEmpty();
        assertThat(here.heardOf(NODE_1)).isEmpty();

        here.site.agent(NODE_1).start();
        here.pass(2);
        assertThat(here.heardOf(NODE_1)).isNotEmpty();
    }

    @Test
    void aSteppedClockShowsInTheSamplesOnly() {
        here.pass(5);
        here.heard.clear();
        here.site.agent(NODE_1).stepClock(Duration.ofMinutes(-5));
        here.pass(1);

        ReceivedSample received = here.heardOf(NODE_1).get(0);
        assertThat(received.measuredAt().orElseThrow()).isBefore(Site.START);
        assertThat(received.receivedAt()).isAfter(Site.START);
    }

    @Test
    void aControllersClockShowsInTheTimeOfReceptionOnly() {
        here.site.controller(CONTROLLER).stepClock(Duration.ofMinutes(5));
        here.pass(1);

        ReceivedSample received = here.heardOf(NODE_1).get(0);
        assertThat(received.receivedAt()).isAfter(Site.START.plusSeconds(299));
        assertThat(received.measuredAt().orElseThrow()).isBefore(Site.START.plusSeconds(2));
    }

    @Test
    void everyControllerHearsTheSameSamplesUnlessItIsCutOff() {
        List<ReceivedSample> standby = new ArrayList<>();
        here.site.connect(STANDBY, standby::add);
        here.pass(3);
        assertThat(ids(standby)).containsExactlyInAnyOrderElementsOf(ids(here.heard));

        here.heard.clear();
        here.site.controller(CONTROLLER).deafen(true);
        here.pass(3);
        assertThat(here.heard).isEmpty();

        here.site.controller(CONTROLLER).deafen(false);
        here.site.controller(STANDBY).isolate(true);
        standby.clear();
        here.pass(3);
        assertThat(here.heard).isNotEmpty();
        assertThat(standby).isEmpty();
    }

    private static List<String> ids(List<ReceivedSample> samples) {
        return samples.stream().map(each -> each.sample().messageId()).toList();
    }

    @Test
    void aProcessorThatWasKilledHearsNothingMore() {
        here.pass(1);
        here.connection.close();
        here.heard.clear();
        here.pass(3);

        assertThat(here.heard).isEmpty();
    }

    @Test
    void aHostWithoutManagementNetworkIsSilent() {
        here.site.cutManagement(NODE_1);
        here.pass(3);
        assertThat(here.heardOf(NODE_1)).isEmpty();

        here.site.networks().setManagementNetwork(false);
        here.pass(3);
        assertThat(here.heard).isEmpty();
    }

    @Test
    void samplesMayTravelOverTheStorageNetworkAndAreLostWithIt() {
        Site over = new Site(Site.layout().withSamplesOverStorage());
        over.site.cutManagement(NODE_1);
        over.site.cutStorage(NODE_2);
        over.pass(2);

        assertThat(over.heard).isNotEmpty();
        assertThat(over.heard)
                .extracting(received -> received.sample().resourceId())
                .contains(NODE_1)
                .doesNotContain(NODE_2);
        assertThat(over.heardOf(NODE_1).get(0).sender().getHostAddress()).isEqualTo(Site.STORAGE_1);
    }

    @Test
    void samplesMayBeLostLateOrDoubled() {
        here.site.networks().losePackets(0.5);
        here.pass(200);
        int some = here.heardOf(NODE_1).size();
        here.site.networks().losePackets(0);
        assertThat(some).isBetween(60, 140);

        here.site.samples().repeat(1);
        here.pass(100);
        assertThat(here.heardOf(NODE_1)).hasSizeBetween(198, 202);
        here.site.samples().repeat(0);

        here.site.samples().delay(Duration.ofSeconds(5));
        here.pass(100);
        List<ReceivedSample> late = here.heardOf(NODE_1);
        assertThat(late)
                .anyMatch(each -> Duration.between(each.measuredAt().orElseThrow(), each.receivedAt())
                                .compareTo(Duration.ofSeconds(2))
                        > 0);
        assertThat(late)
                .isNotEqualTo(late.stream()
                        .sorted((a, b) -> a.measuredAt()
                                .orElseThrow()
                                .compareTo(b.measuredAt().orElseThrow()))
                        .toList());
    }

    @Test
    void recordedSamplesSentAgainAreNoSignOfLife() {
        List<String> signs = new ArrayList<>();
        SampleTracker tracker = new SampleTracker(here.agenda, (host, at) -> signs.add(host));
        here.site.connect(CONTROLLER, tracker);
        here.pass(40);
        here.site.losePower(NODE_1);
        here.pass(1);
        here.heard.clear();
        signs.clear();
        here.site.samples().replay(here.site.host(NODE_1));
        here.pass(1);

        assertThat(here.heardOf(NODE_1)).hasSize(30).allMatch(ReceivedSample::verified);
        assertThat(signs).isNotEmpty().doesNotContain(NODE_1);
    }

    @Test
    void forgedSamplesAreNotVerified() {
        here.pass(2);
        here.site.losePower(NODE_1);
        here.pass(1);
        here.heard.clear();
        here.site.samples().forge(here.site.host(NODE_1));
        here.pass(1);

        assertThat(here.heardOf(NODE_1)).hasSize(1).noneMatch(ReceivedSample::verified);
    }

    @Test
    void namesThatDoNotExistAreRefused() {
        assertThatThrownBy(() -> here.site.host("node-9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("node-9")
                .hasMessageContaining(NODE_1);
        assertThatThrownBy(() -> here.site.connect("nowhere", sample -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(CONTROLLER);
    }

    @Test
    void theSameSeedGivesTheSameAgain() {
        assertThat(story(new Site())).isEqualTo(story(new Site())).isNotEmpty();
    }

    private static List<String> story(Site site) {
        site.site.networks().losePackets(0.1);
        site.site.samples().repeat(0.1);
        site.pass(10);
        site.site.hang(NODE_2);
        site.pass(10);
        return site.heard.stream().map(ReceivedSample::toString).toList();
    }
}
