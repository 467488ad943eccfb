package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.core.incident.FakeCloud.Evacuations;
import com.umcloud.umha.core.placement.Candidate;
import com.umcloud.umha.core.placement.PlacementConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who is evacuated first, and where to. */
class DestinationStoryTest {
    private static final Resources SMALL = new Resources(1, 1024, 0);

    private final IncidentStory story = new IncidentStory();

    private IncidentStory spreading() {
        PlacementConfig placement = new PlacementConfig(
                true,
                Optional.empty(),
                List.of("spare"),
                64,
                64,
                PlacementConfig.SCHEDULER.forecastInterval(),
                PlacementConfig.SCHEDULER.capacityInterval());
        RecoveryConfig usual = IncidentStory.recovery();
        story.config = IncidentStory.recovery(usual.hostReturn(), usual.selection(), placement);
        return story;
    }

    private static Surroundings hosts(Optional<Resources> free, String... names) {
        return new Surroundings(
                Optional.empty(),
                Stream.of(names)
                        .map(name -> new Candidate(name, "nova", Set.of(), free, 0))
                        .toList(),
                "nova",
                Set.of(),
                List.of());
    }

    private IncidentStory recovers() {
        return story.losesPower().incidentOpens().goesOnUntil(IncidentState.RECOVERED);
    }

    private List<String> calls() {
        return story.log().stream().filter(line -> line.startsWith("evacuate ")).toList();
    }

    @Test
    void destinationsAreNamedInTurn() {
        spreading().withInstances(4).surroundings = hosts(Optional.empty(), "node-1", "node-2");
        recovers();
        assertThat(calls())
                .containsExactly(
                        "evacuate vm-1 to node-1",
                        "evacuate vm-2 to node-2",
                        "evacuate vm-3 to node-1",
                        "evacuate vm-4 to node-2");
    }

    @Test
    void aCallThatWouldGoPastTheSchedulerNamesNobody() {
        spreading().withInstance("vm-1", InstanceStatus.ACTIVE, InstanceDisk.IMAGE).surroundings =
                hosts(Optional.empty(), "node-1");
        recovers();
        assertThat(calls()).containsExactly("evacuate vm-1");
    }

    @Test
    void aSharedDiskIsNamedToAnotherHostOnlyWhenTheSchedulersChoiceHasFailed() {
        spreading().withInstance("vm-1", InstanceStatus.ACTIVE, InstanceDisk.IMAGE).surroundings =
                hosts(Optional.empty(), "node-1", "node-9");
        story.cloud.evacuations = Evacuations.FAIL;
        story.losesPower().incidentOpens().goesOn(4);
        assertThat(calls()).containsExactly("evacuate vm-1");

        story.cloud.evacuations = Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(calls()).containsExactly("evacuate vm-1", "evacuate vm-1 to node-1");
    }

    @Test
    void whatANamedHostDoesNotTakeIsLeftToTheScheduler() {
        spreading().withInstances(1).surroundings = hosts(Optional.empty(), "node-1");
        story.cloud.evacuations = Evacuations.FIND_NO_HOST;
        story.losesPower().incidentOpens().goesOn(5);
        assertThat(calls()).containsExactly("evacuate vm-1 to node-1", "evacuate vm-1");
        assertThat(story.instance("vm-1").state()).isEqualTo(InstanceState.WAITING);

        story.cloud.evacuations = Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(calls()).containsExactly("evacuate vm-1 to node-1", "evacuate vm-1", "evacuate vm-1");
    }

    @Test
    void whatFailedOnTheSchedulersChoiceIsNamedToAnotherHost() {
        spreading().withInstances(1).surroundings = hosts(Optional.empty(), "node-1", "node-2", "node-9");
        story.cloud.evacuations = Evacuations.FAIL;
        story.losesPower().incidentOpens().goesOn(5);
        assertThat(calls()).containsExactly("evacuate vm-1 to node-1", "evacuate vm-1");
        assertThat(story.instance("vm-1").placing().failed()).containsExactlyInAnyOrder("node-1", "node-9");

        story.cloud.evacuations = Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(calls()).containsExactly("evacuate vm-1 to node-1", "evacuate vm-1", "evacuate vm-1 to node-2");
    }

    @Test
    void whatFailsEverywhereIsNotNamedToAllHostsInTurn() {
        spreading().withInstances(1).surroundings =
                hosts(Optional.empty(), "node-1", "node-2", "node-3", "node-4", "node-5");
        story.cloud.evacuations = Evacuations.FAIL;
        story.losesPower().incidentOpens().goesOn(600);
        assertThat(calls())
                .startsWith("evacuate vm-1 to node-1", "evacuate vm-1", "evacuate vm-1 to node-2", "evacuate vm-1")
                .noneMatch(call -> call.endsWith("node-3"));
    }

    @Test
    void theMostImportantAreAskedForFirst() {
        spreading().withInstances(3);
        story.cloud.describe("vm-2", Map.of("umha:priority", "900"), SMALL);
        story.cloud.describe("vm-3", Map.of("umha:priority", "800"), SMALL);
        recovers();
        assertThat(calls()).containsExactly("evacuate vm-2", "evacuate vm-3", "evacuate vm-1");
    }

    @Test
    void onlyWhatIsAllottedIsAskedFor() {
        Surroundings free = Surroundings.ALONE;
        spreading().withInstances(3).surroundings =
                new Surroundings(Optional.of(Set.of("vm-2")), free.candidates(), "", Set.of(), List.of());
        story.losesPower().incidentOpens().goesOn(60);
        assertThat(calls()).containsExactly("evacuate vm-2");
        assertThat(story.instance("vm-2").state()).isEqualTo(InstanceState.RECOVERED);
        assertThat(story.incident().takesPlace()).isTrue();

        story.surroundings = free;
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(calls()).containsExactly("evacuate vm-2", "evacuate vm-1", "evacuate vm-3");
    }

    @Test
    void tooLittleRoomIsToldBeforeThePowerIsCutAndAReserveIsEmployed() {
        spreading().withInstances(2);
        story.cloud.describe("vm-1", Map.of(), SMALL);
        story.cloud.describe("vm-2", Map.of(), SMALL);
        Surroundings narrow = hosts(Optional.of(SMALL), "node-1");
        story.surroundings =
                new Surroundings(Optional.empty(), narrow.candidates(), "nova", Set.of(), List.of("spare"));
        recovers();
        assertThat(story.log())
                .containsSubsequence(
                        "tell CAPACITY: 1 of 2 instances would find room; missing for vm-2",
                        "tell PROVEN_OFF: power reads off and the host is silent",
                        "employ spare",
                        "tell RESERVE: there is not enough room: the reserved host spare was put into service");
        assertThat(story.incident().reserves()).containsExactly("spare");
    }

    @Test
    void aReserveIsEmployedWhenTheSchedulerFindsNoHost() {
        spreading().withInstances(1).surroundings =
                new Surroundings(Optional.empty(), List.of(), "nova", Set.of(), List.of("spare", "other"));
        story.cloud.evacuations = Evacuations.FIND_NO_HOST;
        story.cloud.reserve = new ReserveResult.Refused("it is in another zone");
        story.losesPower().incidentOpens().goesOn(5);
        assertThat(story.log())
                .containsSubsequence(
                        "evacuate vm-1",
                        "employ spare",
                        "tell CLOUD_TROUBLE: the reserved host spare could not be put into service: it is in another"
                                + " zone",
                        "employ other");

        story.cloud.evacuations = Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED);
    }

    private IncidentStory withTwoReserves() {
        spreading().withInstances(1).surroundings = reserves("spare", "other");
        story.cloud.evacuations = Evacuations.FIND_NO_HOST;
        story.cloud.reserve = new ReserveResult.Unknown("the connection was reset");
        return story.losesPower().incidentOpens().goesOn(5);
    }

    private static Surroundings reserves(String... names) {
        return new Surroundings(Optional.empty(), List.of(), "nova", Set.of(), List.of(names));
    }

    private List<String> employed() {
        return story.commands(CommandKind.EMPLOY).stream().map(Command::subject).toList();
    }

    @Test
    void aReserveWhoseAnswerWasLostIsLookedForBeforeAnotherIsEmployed() {
        withTwoReserves();
        assertThat(employed()).containsExactly("spare");
        assertThat(story.log())
                .contains("tell CLOUD_TROUBLE: it is not known whether the reserved host spare was put into service:"
                        + " the connection was reset; it is looked for before another one is");

        // the lost call has put it into service: it is not reserved any more
        story.surroundings = reserves("other");
        story.cloud.reserve = new ReserveResult.InService();
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOnUntil(IncidentState.RECOVERED);

        assertThat(employed()).containsExactly("spare", "spare");
        assertThat(story.told(AnnouncementKind.RESERVE)).isEqualTo(1);
        assertThat(story.incident().reserves()).containsExactly("spare");
        assertThat(story.incident().doubtfulReserve()).isEmpty();
    }

    @Test
    void aReserveThatMayBeInServiceIsLookedForAsLongAsTheCloudDoesNotShowItReserved() {
        withTwoReserves().surroundings = reserves("other");
        story.goesOn(600);
        assertThat(employed()).hasSizeGreaterThan(4).containsOnly("spare");
        assertThat(story.log())
                .filteredOn(l -> l.contains("it is not known whether the reserved host"))
                .hasSize(1);
    }

    @Test
    void aReserveThatNeverAnswersAndStaysReservedGivesWayToTheNext() {
        withTwoReserves().goesOn(60);
        story.cloud.reserve = new ReserveResult.InService();
        story.goesOn(60);
        assertThat(employed()).containsExactly("spare", "spare", "spare", "other");
        assertThat(story.log())
                .contains("tell CLOUD_TROUBLE: the reserved host spare was asked for 3 times without an answer, and the"
                        + " cloud still shows it out of service: it counts as refused");
    }

    @Test
    void aReserveThatWasCertainlyNotAskedForIsAskedForAgainALittleLater() {
        withTwoReserves().world.leaseHeld = false;
        story.goesOn(60);
        int before = employed().size();
        assertThat(before).isLessThan(70);
        story.world.leaseHeld = true;
        story.cloud.reserve = new ReserveResult.InService();
        story.cloud.evacuations = Evacuations.WORK;
        story.goesOn(5);
        assertThat(employed()).containsOnly("spare");
        assertThat(story.incident().reserves()).containsExactly("spare");
    }

    /** Nova ends the record first; a call in between would be taken back together with the one that failed. */
    @Test
    void whatTheCloudHasNotYetLetGoOfIsNotAskedForAtOnce() {
        spreading().withInstances(1).surroundings = hosts(Optional.empty(), "node-1");
        story.cloud.evacuations = FakeCloud.Evacuations.STUCK;
        story.losesPower().incidentOpens().goesOn(5);
        story.cloud.close(story.cloud.migrations().get(0).id(), MigrationState.FAILED, "error", story.now());
        story.cloud.evacuations = FakeCloud.Evacuations.WORK;
        Instant failed = story.now();
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.instance("vm-1").attempts()).isEqualTo(2);
        assertThat(story.instance("vm-1").askedAt().orElseThrow())
                .isBetween(failed.plus(story.config.pollInterval()), failed.plusSeconds(5));
    }
}
