package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.reachability.Reachability;
import com.umcloud.umha.core.incident.Command;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.observation.HostInventory;
import com.umcloud.umha.core.observation.Probes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WitnessProbeTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private final MemoryHostStore store = new MemoryHostStore();
    private final HostInventory inventory = new HostInventory(store);
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Set<String> answering = new TreeSet<>(Set.of("c-1", "c-2", "c-3"));
    private final Set<String> notFailedBefore = new TreeSet<>();
    private final Set<String> heard = new HashSet<>();
    private boolean ownDevice;
    private final AtomicInteger probed = new AtomicInteger();
    private final WitnessProbe witnesses = new WitnessProbe(
            inventory,
            new Probes(
                    (address, tries, limit) -> {
                        probed.incrementAndGet();
                        return new Reachability(1, silent.contains(address) ? 0 : 1, Optional.empty());
                    },
                    1,
                    LIMIT,
                    executor,
                    4,
                    InstantSource.system()),
            new WitnessProbe.Others() {
                @Override
                public Set<String> answering() {
                    return Set.copyOf(answering);
                }

                @Override
                public Set<String> notFailedBefore(String host) {
                    return notFailedBefore;
                }

                @Override
                public boolean deviceIsItsOwn(String host) {
                    return ownDevice;
                }

                @Override
                public boolean heardSince(String host, Instant time) {
                    return heard.contains(host);
                }
            },
            InstantSource.system());

    WitnessProbeTest() {
        addresses(3);
    }

    private void addresses(int count) {
        Map<String, String> addresses = new HashMap<>();
        for (int i = 1; i <= count; i++) {
            addresses.put("c-" + i, "address-" + i);
        }
        store.replaceStorageAddresses(addresses);
        inventory.refresh();
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private IncidentEvent.WitnessesProbed probe(String id) throws InterruptedException {
        return (IncidentEvent.WitnessesProbed)
                witnesses.probe(new Command.ProbeWitnesses(id, "c-1", true, Set.of()), LIMIT);
    }

    @Test
    void aHostThatFellSilentAtTheCutIsFoundAlthoughALaterRoundSawItSilentToo() throws InterruptedException {
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty()));
        silent.addAll(Set.of("address-1", "address-2"));
        answering.removeAll(Set.of("c-1", "c-2"));

        assertThat(probe("i/4").fallenSilent()).containsExactly("c-2");
        assertThat(probe("i/4").hostAnswers()).isFalse();
    }

    @Test
    void aHostThatDiesRightBeforeTheCutCannotBeToldFromAVictim() throws InterruptedException {
        silent.add("address-2");
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty()));
        silent.add("address-1");

        assertThat(probe("i/4").fallenSilent()).containsExactly("c-2");
        assertThat(probed.get()).isEqualTo(3);
    }

    @Test
    void aHostThatFailedAfterThisOneIsNoVictimOfAFirstCut() throws InterruptedException {
        answering.remove("c-2");
        notFailedBefore.addAll(Set.of("c-2", "c-3"));
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty()));
        silent.addAll(Set.of("address-1", "address-2"));

        assertThat(probe("i/4").fallenSilent()).isEmpty();
    }

    @Test
    void afterARestartASecondCutSuspectsEverybodyWhoShouldBeAlive() throws InterruptedException {
        answering.remove("c-2");
        notFailedBefore.add("c-2");
        witnesses.aboutToCut(new Command.PowerOff("i/7", "c-1", true, Optional.empty()));
        silent.addAll(Set.of("address-1", "address-2"));

        assertThat(probe("i/9").fallenSilent()).containsExactly("c-2");
    }

    @Test
    void aSecondCutDoesNotForgetWhoAnsweredBeforeTheFirst() throws InterruptedException {
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty()));
        silent.add("address-2");
        answering.remove("c-2");
        witnesses.aboutToCut(new Command.PowerOff("i/7", "c-1", true, Optional.empty()));

        assertThat(probe("i/9").fallenSilent()).containsExactly("c-2");
    }

    @Test
    void aDeviceThatIsKnownByItsUuidHitsNobodyElse() throws InterruptedException {
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty()));
        silent.addAll(Set.of("address-1", "address-2"));
        ownDevice = true;

        assertThat(probe("i/4").fallenSilent()).isEmpty();
    }

    @Test
    void afterARestartEverybodyWhoShouldBeAliveHasToAnswer() throws InterruptedException {
        silent.add("address-2");
        answering.remove("c-2");
        notFailedBefore.addAll(Set.of("c-1", "c-2", "c-3"));

        assertThat(probe("i/9").fallenSilent()).containsExactly("c-2");
    }

    @Test
    void anotherIncidentsCutIsNotMixedIn() throws InterruptedException {
        witnesses.aboutToCut(new Command.PowerOff("other/3", "c-3", false, Optional.empty()));
        answering.remove("c-2");
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty()));
        silent.add("address-2");

        assertThat(probe("i/4").fallenSilent()).isEmpty();
    }

    @Test
    void ofManyHostsOnlyThoseThatAreNotHeardAreProbed() throws InterruptedException {
        addresses(1000);
        for (int i = 1; i <= 1000; i++) {
            answering.add("c-" + i);
            heard.add("c-" + i);
        }
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty()));
        assertThat(probed.get()).isZero();
        heard.removeAll(Set.of("c-400", "c-500"));
        silent.add("address-500");

        assertThat(probe("i/4").fallenSilent()).containsExactly("c-500");
        assertThat(probed.get()).isLessThanOrEqualTo(3);
    }
}
