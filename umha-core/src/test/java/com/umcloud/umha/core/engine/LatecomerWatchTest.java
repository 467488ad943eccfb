package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.fixture.UnaskedCloud;
import com.umcloud.umha.core.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Looks again at recovered hosts, and asks for what a list lacks. */
class LatecomerWatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final Map<String, String> hosts = new HashMap<>();
    private final List<String> lacking = new ArrayList<>();
    private final List<String> lists = new ArrayList<>();
    private final List<EngineEvent.Found> found = new ArrayList<>();
    private final KnownInstances known = new KnownInstances();
    private final Cloud cloud = new Cloud();
    private Instant now = AllotmentGround.NOW;
    private Map<String, Incident> away = Map.of();
    private boolean broken;
    private final LatecomerWatch watch = new LatecomerWatch(cloud, known, LIMIT, () -> now, () -> away, found::add);

    private final class Cloud extends UnaskedCloud {
        @Override
        public List<Instance> instancesOn(String host, Duration limit) {
            lists.add(host);
            if (broken) {
                throw new UmhaException(FailureType.EXTERNAL, "503");
            }
            return hosts.keySet().stream()
                    .filter(id -> hosts.get(id).equals(host) && !lacking.contains(id))
                    .map(this::instance)
                    .toList();
        }

        @Override
        public List<Instance> instances(List<String> ids, Duration limit) {
            return ids.stream().filter(hosts::containsKey).map(this::instance).toList();
        }

        private Instance instance(String id) {
            return new Instance(
                    id,
                    id,
                    Optional.of(hosts.get(id)),
                    InstanceStatus.ACTIVE,
                    Optional.empty(),
                    InstanceDisk.VOLUME,
                    false,
                    Map.of());
        }
    }

    private static Incident incident() {
        return evacuating().recovered();
    }

    private static AllotmentGround.Building evacuating() {
        return new AllotmentGround(1).evacuating("a").with("known", 500);
    }

    private void look(int seconds) throws InterruptedException {
        now = now.plusSeconds(seconds);
        watch.look();
    }

    @Test
    void eachRecoveredHostIsLookedAtOnceAMinute() throws InterruptedException {
        look(0);
        assertThat(lists).isEmpty();
        away = Map.of("a", incident());

        look(0);
        look(59);
        assertThat(lists).containsExactly("a");
        look(1);
        assertThat(lists).containsExactly("a", "a");
        assertThat(found).isEmpty();
    }

    @Test
    void aHostThatIsStillEvacuatedIsLookedAtWhenThatLastsForAMinute() throws InterruptedException {
        away = Map.of("a", evacuating().ready());
        look(0);
        look(59);
        assertThat(lists).isEmpty();
        look(1);
        assertThat(lists).containsExactly("a");
        away = Map.of("a", incident());
        look(1);
        assertThat(lists).as("it is recovered now").containsExactly("a", "a");
    }

    @Test
    void onlyWhatItsIncidentHasNotDealtWithIsFound() throws InterruptedException {
        away = Map.of("a", incident());
        hosts.put("known", "a");
        look(0);
        assertThat(found).isEmpty();

        hosts.put("late", "a");
        look(60);

        assertThat(found).singleElement().satisfies(event -> {
            assertThat(event.host()).isEqualTo("a");
            assertThat(event.instances()).extracting(Instance::id).containsExactly("late");
        });
    }

    @Test
    void aFailureIsNoFindingAndTheNextLookGoesOn() throws InterruptedException {
        away = Map.of("a", incident());
        hosts.put("late", "a");
        broken = true;
        look(0);
        broken = false;
        look(60);
        assertThat(found).hasSize(1);
    }

    @Test
    void anInstanceThatAListLacksIsAskedForAsLongAsItIsThere() throws InterruptedException {
        hosts.put("one", "a");
        hosts.put("two", "a");
        known.were("a", cloud.instancesOn("a", LIMIT));
        lacking.add("two");

        assertThat(completed()).containsExactly("one", "two");
        assertThat(completed()).containsExactly("one", "two");
        hosts.put("two", "b");
        assertThat(completed()).containsExactly("one");
        hosts.put("two", "a");
        assertThat(completed()).as("it was seen elsewhere").containsExactly("one");
    }

    @Test
    void whatWasInAnyListOfAFailedHostIsKnownFromThenOn() throws InterruptedException {
        hosts.put("one", "a");
        assertThat(completed()).containsExactly("one");
        lacking.add("one");
        assertThat(completed()).containsExactly("one");
    }

    private List<String> completed() throws InterruptedException {
        return known.completed(cloud, "a", cloud.instancesOn("a", LIMIT), LIMIT).stream()
                .map(Instance::id)
                .sorted()
                .toList();
    }
}
