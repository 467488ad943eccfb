package com.umcloud.umha.core.placement;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.api.evacuate.ServerGroup;
import com.umcloud.umha.api.evacuate.ServerGroup.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has to hold of every cloud, tried on many made up ones; a failure names its seed. */
class PlacementPropertiesTest {
    private static final int INSTANCES = 40;
    private static final int LIMIT = 6;

    static Stream<Long> seeds() {
        return IntStream.range(0, 300).mapToObj(Long::valueOf);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noHostGetsMoreThanItHolds(long seed) {
        Cloud cloud = new Cloud(seed);
        Map<String, List<Need>> placed = cloud.placeAll();

        assertThat(cloud.candidates).allSatisfy(candidate -> {
            List<Need> there = placed.getOrDefault(candidate.host(), List.of());
            assertThat(candidate.inFlight() + there.size()).isLessThanOrEqualTo(Math.max(LIMIT, candidate.inFlight()));
            candidate
                    .free()
                    .ifPresent(free -> assertThat(free.holds(sum(there)))
                            .as("%s for %s", free, there)
                            .isTrue());
        });
        assertThat(placed).doesNotContainKeys("source", "foreign");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void hardPoliciesAreNeverViolated(long seed) {
        Cloud cloud = new Cloud(seed);
        Map<String, String> hostByInstance = new HashMap<>();
        cloud.placeAll().forEach((host, needs) -> needs.forEach(need -> hostByInstance.put(need.instanceId(), host)));

        for (ServerGroup group : cloud.groups) {
            List<String> hosts = group.members().entrySet().stream()
                    .flatMap(member -> Optional.ofNullable(hostByInstance.get(member.getKey()))
                            .or(() -> member.getValue().filter(host -> !host.equals("source")))
                            .stream())
                    .toList();
            if (group.policy() == Policy.ANTI_AFFINITY) {
                assertThat(hosts).doesNotHaveDuplicates();
            } else {
                assertThat(Set.copyOf(hosts)).hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nobodyIsLeftToTheSchedulerOrWaitsWhileANamedHostWouldDo(long seed) {
        Cloud cloud = new Cloud(seed);
        DestinationPlanner planner = cloud.planner();
        Map<String, List<Need>> placed = new HashMap<>();
        for (Need need : cloud.needs) {
            Choice choice = planner.next(need);
            if (choice instanceof Choice.Named named) {
                placed.computeIfAbsent(named.host(), unused -> new ArrayList<>())
                        .add(need);
                continue;
            }
            boolean free =
                    cloud.groups.stream().noneMatch(group -> group.members().containsKey(need.instanceId()));
            if (free) {
                List<Candidate> roomy = cloud.candidates.stream()
                        .filter(one -> !Set.of("source", "foreign").contains(one.host()))
                        .filter(one -> one.free()
                                .map(left -> left.minus(sum(placed.getOrDefault(one.host(), List.of())))
                                        .holds(need.resources()))
                                .orElse(true))
                        .toList();
                assertThat(roomy)
                        .allMatch(one -> one.inFlight()
                                        + placed.getOrDefault(one.host(), List.of())
                                                .size()
                                >= LIMIT);
                assertThat(choice).isEqualTo(roomy.isEmpty() ? new Choice.Scheduler() : new Choice.Wait());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void hostsThatAreAllAlikeGetTheSameNumberWithinOne(long seed) {
        Random random = new Random(seed);
        int hosts = 1 + random.nextInt(12);
        int instances = random.nextInt(100);
        List<Candidate> candidates = IntStream.range(0, hosts)
                .mapToObj(number -> Hosts.host("h" + number, 1_000_000))
                .toList();
        DestinationPlanner planner =
                new DestinationPlanner(Hosts.spreading(1000), "source", "az1", Set.of(), candidates, List.of());
        Map<String, Long> counts = new HashMap<>();
        candidates.forEach(candidate -> counts.put(candidate.host(), 0L));
        for (int number = 0; number < instances; number++) {
            Choice choice = planner.next(Hosts.need("i" + number, 1 + random.nextInt(100)));
            counts.merge(((Choice.Named) choice).host(), 1L, Long::sum);
        }

        LongSummaryStatistics spread =
                counts.values().stream().mapToLong(Long::longValue).summaryStatistics();
        assertThat(spread.getMax() - spread.getMin()).isLessThanOrEqualTo(1);
        assertThat(spread.getSum()).isEqualTo(instances);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfTheCandidatesMeansNothing(long seed) {
        Cloud cloud = new Cloud(seed);
        Map<String, List<Need>> placed = cloud.placeAll();
        Collections.shuffle(cloud.candidates, new Random(seed + 1));

        assertThat(cloud.placeAll()).isEqualTo(placed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aForecastFindsRoomForNoMoreThanThereIs(long seed) {
        Cloud cloud = new Cloud(seed);
        Forecast forecast = CapacityForecast.of(cloud.needs, cloud.groups, "source", cloud.candidates);
        List<Need> fitting = cloud.needs.stream()
                .filter(need -> !forecast.notFitting().contains(need.instanceId()))
                .toList();
        Resources room = cloud.candidates.stream()
                .filter(one -> !one.host().equals("source"))
                .flatMap(one -> one.free().stream())
                .reduce(Resources.NONE, Resources::plus);

        if (forecast.known()) {
            assertThat(fitting).hasSize(forecast.fitting());
            assertThat(room.holds(sum(fitting))).isTrue();
        } else {
            assertThat(forecast.notFitting()).isEmpty();
        }
    }

    private static Resources sum(Collection<Need> needs) {
        return needs.stream().map(Need::resources).reduce(Resources.NONE, Resources::plus);
    }

    /** A failed host's instances and the hosts around it. */
    private static final class Cloud {
        private final Random random;
        private final List<Candidate> candidates = new ArrayList<>();
        private final List<Need> needs = new ArrayList<>();
        private final List<ServerGroup> groups = new ArrayList<>();

        Cloud(long seed) {
            random = new Random(seed);
            int hosts = 1 + random.nextInt(10);
            for (int number = 0; number < hosts; number++) {
                candidates.add(new Candidate("h" + number, "az1", Set.of(), free(), random.nextInt(LIMIT + 2)));
            }
            candidates.add(new Candidate("source", "az1", Set.of(), Optional.of(new Resources(999, 999_999, 999)), 0));
            candidates.add(new Candidate("foreign", "az2", Set.of(), Optional.empty(), 0));
            for (int number = 0; number < INSTANCES; number++) {
                needs.add(new Need("i" + number, resources(8)));
            }
            // Nova puts an instance into one group at most
            for (int first = 0; first < 20; first += 5) {
                groups.add(group(first, hosts));
            }
        }

        private ServerGroup group(int first, int hosts) {
            Policy policy = random.nextBoolean() ? Policy.AFFINITY : Policy.ANTI_AFFINITY;
            Map<String, Optional<String>> members = new HashMap<>();
            for (int number = first; number < first + 2 + random.nextInt(4); number++) {
                members.put("i" + number, random.nextBoolean() ? Optional.of("source") : Optional.empty());
            }
            if (random.nextBoolean()) {
                members.put("elsewhere-" + first, Optional.of("h" + random.nextInt(hosts)));
            }
            return new ServerGroup("g" + first, policy, members);
        }

        private Optional<Resources> free() {
            return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(resources(40));
        }

        private Resources resources(int scale) {
            return new Resources(
                    1 + random.nextInt(scale), 512L * (1 + random.nextInt(scale)), random.nextInt(20 * scale));
        }

        DestinationPlanner planner() {
            return new DestinationPlanner(Hosts.spreading(LIMIT), "source", "az1", Set.of(), candidates, groups);
        }

        Map<String, List<Need>> placeAll() {
            DestinationPlanner planner = planner();
            Map<String, List<Need>> placed = new HashMap<>();
            for (Need need : needs) {
                if (planner.next(need) instanceof Choice.Named named) {
                    placed.computeIfAbsent(named.host(), unused -> new ArrayList<>())
                            .add(need);
                }
            }
            return placed;
        }
    }
}
