package com.umcloud.umha.core.placement;

import static com.umcloud.umha.core.placement.Hosts.UNKNOWN;
import static com.umcloud.umha.core.placement.Hosts.aggregates;
import static com.umcloud.umha.core.placement.Hosts.busy;
import static com.umcloud.umha.core.placement.Hosts.fixed;
import static com.umcloud.umha.core.placement.Hosts.group;
import static com.umcloud.umha.core.placement.Hosts.host;
import static com.umcloud.umha.core.placement.Hosts.need;
import static com.umcloud.umha.core.placement.Hosts.placed;
import static com.umcloud.umha.core.placement.Hosts.spreading;
import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.api.evacuate.ServerGroup;
import com.umcloud.umha.api.evacuate.ServerGroup.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DestinationPlannerTest {
    private static final Choice SCHEDULER = new Choice.Scheduler();
    private static final Choice WAIT = new Choice.Wait();

    @Test
    void namesTheOthersInTurn() {
        DestinationPlanner planner = planner(
                spreading(16),
                List.of(host("c", UNKNOWN), host("source", UNKNOWN), host("a", UNKNOWN), host("b", UNKNOWN)));

        assertThat(choices(planner, 5)).containsExactly(to("a"), to("b"), to("c"), to("a"), to("b"));
    }

    @Test
    void aHostThatIsToBeAvoidedIsNotNamed() {
        DestinationPlanner planner = planner(spreading(16), List.of(host("a", UNKNOWN), host("b", UNKNOWN)));

        assertThat(planner.next(need("i"), Set.of("a"))).isEqualTo(to("b"));
        assertThat(planner.next(need("i"), Set.of("a", "b"))).isEqualTo(SCHEDULER);
        assertThat(planner.next(need("i"))).isEqualTo(to("a"));
    }

    @Test
    void theSchedulerChoosesIfSpreadingIsOffOrNobodyElseIsThere() {
        assertThat(planner(PlacementConfig.SCHEDULER, List.of(host("a", 100))).next(need("i")))
                .isEqualTo(SCHEDULER);
        assertThat(planner(spreading(16), List.of(host("source", 100))).next(need("i")))
                .isEqualTo(SCHEDULER);
    }

    @Test
    void namesOnlyHostsOfTheSameZoneInAllOfTheSourcesAggregates() {
        DestinationPlanner planner = new DestinationPlanner(
                spreading(16),
                "source",
                "az1",
                aggregates("ssd", "gpu"),
                List.of(
                        placed("a", "az2", "ssd", "gpu"),
                        placed("b", "az1", "ssd"),
                        placed("c", "az1", "gpu", "more", "ssd")),
                List.of());

        assertThat(choices(planner, 2)).containsExactly(to("c"), to("c"));
        assertThat(new DestinationPlanner(
                                spreading(16),
                                "source",
                                "az1",
                                aggregates("ssd"),
                                List.of(placed("a", "az1"), placed("b", "az2", "ssd")),
                                List.of())
                        .next(need("i")))
                .isEqualTo(SCHEDULER);
    }

    @Test
    void theFewestInFlightThenTheMostMemoryThenTheName() {
        DestinationPlanner planner = planner(
                spreading(16), List.of(busy("a", 2), host("b", 100), host("c", 200), host("d", 200), busy("e", 0)));

        assertThat(choices(planner, 5)).containsExactly(to("c"), to("d"), to("b"), to("e"), to("c"));
    }

    @Test
    void waitsWhileEveryAllowedHostIsAtItsLimit() {
        DestinationPlanner planner = planner(spreading(2), List.of(busy("a", 1), busy("b", 2)));

        assertThat(choices(planner, 3)).containsExactly(to("a"), WAIT, WAIT);
    }

    @Test
    void aHostThatIsKnownToBeTooSmallIsNotNamed() {
        Resources little = new Resources(2, 4096, 10);
        DestinationPlanner planner = planner(spreading(16), List.of(host("a", Optional.of(little))));

        assertThat(planner.next(new Need("many-cpus", new Resources(3, 1, 0)))).isEqualTo(SCHEDULER);
        assertThat(planner.next(new Need("much-disk", new Resources(1, 1, 11)))).isEqualTo(SCHEDULER);
        assertThat(planner.next(new Need("fits", new Resources(2, 4000, 0)))).isEqualTo(to("a"));
        assertThat(planner.next(new Need("fitted-before", new Resources(1, 1, 0))))
                .isEqualTo(SCHEDULER);
        assertThat(planner.next(new Need("of-unknown-size", Resources.NONE))).isEqualTo(to("a"));
    }

    @Test
    void oneWithRoomAtItsLimitIsWaitedFor() {
        DestinationPlanner planner = planner(spreading(1), List.of(host("big", 1000), host("small", 1)));

        assertThat(planner.next(need("one", 500))).isEqualTo(to("big"));
        assertThat(planner.next(need("two", 500))).isEqualTo(WAIT);
        assertThat(planner.next(need("three", 1))).isEqualTo(to("small"));
    }

    @Test
    void antiAffinityKeepsMembersApart() {
        DestinationPlanner planner = planner(
                spreading(16),
                List.of(host("a", UNKNOWN), host("b", UNKNOWN), host("c", UNKNOWN)),
                group(Policy.ANTI_AFFINITY, "i1@source", "i2@source", "i3", "other@a"));

        assertThat(planner.next(need("i1"))).isEqualTo(to("b"));
        assertThat(planner.next(need("stranger"))).isEqualTo(to("a"));
        assertThat(planner.next(need("i2"))).isEqualTo(to("c"));
        assertThat(planner.next(need("i3"))).isEqualTo(SCHEDULER);
    }

    @Test
    void affinityGoesWhereTheOthersAreOrNowhere() {
        List<Candidate> hosts = List.of(host("a", 100), host("b", 100));

        assertThat(planner(spreading(16), hosts, group(Policy.AFFINITY, "i@source", "other@b"))
                        .next(need("i")))
                .isEqualTo(to("b"));
        assertThat(planner(spreading(16), hosts, group(Policy.AFFINITY, "i@source", "other@elsewhere"))
                        .next(need("i")))
                .isEqualTo(SCHEDULER);
        assertThat(planner(spreading(16), hosts, group(Policy.AFFINITY, "i@source", "other@b"))
                        .next(need("i", 101)))
                .isEqualTo(SCHEDULER);
        assertThat(planner(
                                spreading(1),
                                List.of(host("a", 100), busy("b", 1)),
                                group(Policy.AFFINITY, "i@source", "other@b"))
                        .next(need("i")))
                .isEqualTo(WAIT);
    }

    @Test
    void affinityOfThoseThatMoveTogetherFollowsTheFirst() {
        DestinationPlanner planner = planner(
                spreading(16),
                List.of(host("a", 100), host("b", 100)),
                group(Policy.AFFINITY, "i1@source", "i2@source", "i3"));

        assertThat(planner.next(need("i1"))).isEqualTo(to("a"));
        assertThat(planner.next(need("stranger"))).isEqualTo(to("b"));
        assertThat(planner.next(need("i2"))).isEqualTo(to("a"));
        assertThat(planner.next(need("i3"))).isEqualTo(to("a"));
    }

    @Test
    void softPoliciesPreferAndDoNotForbid() {
        DestinationPlanner together = planner(
                spreading(2),
                List.of(host("a", UNKNOWN), host("b", UNKNOWN)),
                group(Policy.SOFT_AFFINITY, "i1@source", "i2@source", "i3@source", "other@b"));
        DestinationPlanner apart = planner(
                spreading(16),
                List.of(busy("a", 0), busy("b", 5)),
                group(Policy.SOFT_ANTI_AFFINITY, "i1@source", "i2@source", "other@a"));

        assertThat(together.next(need("i1"))).isEqualTo(to("b"));
        assertThat(together.next(need("i2"))).isEqualTo(to("b"));
        assertThat(together.next(need("i3"))).isEqualTo(to("a"));
        assertThat(apart.next(need("i1"))).isEqualTo(to("b"));
        assertThat(apart.next(need("i2"))).isEqualTo(to("a"));
    }

    @Test
    void theFixedDestinationIsNamedWhateverItsZoneAndSpreading() {
        PlacementConfig config = fixed("spare", 2);
        DestinationPlanner planner =
                planner(config, List.of(placed("a", "az1"), placed("spare", "az2")), group(Policy.AFFINITY, "i"));

        assertThat(choices(planner, 3)).containsExactly(to("spare"), to("spare"), WAIT);
    }

    @Test
    void withoutTheFixedDestinationTheSchedulerChooses() {
        assertThat(planner(fixed("spare", 2), List.of(host("a", 100))).next(need("i")))
                .isEqualTo(SCHEDULER);
        assertThat(planner(fixed("source", 2), List.of(host("a", 100), host("source", 100)))
                        .next(need("i")))
                .isEqualTo(SCHEDULER);
        assertThat(planner(fixed("spare", 2), List.of(host("a", 100), host("spare", 1)))
                        .next(need("i", 2)))
                .isEqualTo(SCHEDULER);
        assertThat(planner(
                                fixed("spare", 2),
                                List.of(host("a", 100), host("spare", 100)),
                                group(Policy.ANTI_AFFINITY, "i@source", "other@spare"))
                        .next(need("i")))
                .isEqualTo(SCHEDULER);
    }

    private static DestinationPlanner planner(
            PlacementConfig config, List<Candidate> candidates, ServerGroup... groups) {
        return new DestinationPlanner(config, "source", "az1", Set.of(), candidates, List.of(groups));
    }

    private static List<Choice> choices(DestinationPlanner planner, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> planner.next(need("i" + number)))
                .toList();
    }

    private static Choice to(String host) {
        return new Choice.Named(host);
    }
}
