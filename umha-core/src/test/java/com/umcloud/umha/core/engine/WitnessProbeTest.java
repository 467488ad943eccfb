package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.reachability.Reachability;
import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.MeterReading;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.assessment.StorageReading;
import com.umcloud.umha.core.incident.Command;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.observation.HeardHost;
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
    private final Set<String> silentThoughOn = new TreeSet<>();
    private final Set<String> readOff = new TreeSet<>();
    private final Map<String, Observation> seen = new HashMap<>();
    private Optional<HeardHost> heardOfIt = Optional.empty();
    private Command.Others others = Command.Others.OF_A_CUT;
    private volatile boolean broken;
    private boolean ownDevice;
    private final AtomicInteger probed = new AtomicInteger();
    private final WitnessProbe witnesses = new WitnessProbe(
            inventory,
            new Probes(
                    (address, tries, limit) -> {
                        probed.incrementAndGet();
                        if (broken) {
                            throw new IllegalStateException("no network");
                        }
                        return new Reachability(1, silent.contains(address) ? 0 : 1, Optional.empty());
                    },
                    1,
                    LIMIT,
                    executor,
                    4,
                    InstantSource.system()),
            new WitnessProbe.Others() {
                @Override
                public Optional<HeardHost> heard(String host) {
                    return heard.contains(host) ? justHeard() : heardOfIt;
                }

                @Override
                public Optional<Observation> seen(String host) {
                    return Optional.ofNullable(seen.get(host));
                }

                @Override
                public Set<String> silentThoughOn() {
                    return silentThoughOn;
                }

                @Override
                public boolean readsOff(String other, String host) {
                    return readOff.contains(other);
                }

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
            },
            InstantSource.system(),
            Duration.ofSeconds(5));

    WitnessProbeTest() {
        addresses(3);
    }

    private static Optional<HeardHost> justHeard() {
        return Optional.of(new HeardHost(Instant.now().plusSeconds(1), Map.of(), Optional.empty()));
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
                witnesses.probe(new Command.ProbeWitnesses(id, "c-1", others, Set.of()), LIMIT);
    }

    @Test
    void aHostThatFellSilentAtTheCutIsFoundAlthoughALaterRoundSawItSilentToo() throws InterruptedException {
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty(), Set.of()));
        silent.addAll(Set.of("address-1", "address-2"));
        answering.removeAll(Set.of("c-1", "c-2"));

        assertThat(probe("i/4").fallenSilent()).containsExactly("c-2");
        assertThat(probe("i/4").hostAnswers()).isFalse();
    }

    @Test
    void aHostThatDiesRightBeforeTheCutCannotBeToldFromAVictim() throws InterruptedException {
        silent.add("address-2");
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty(), Set.of()));
        silent.add("address-1");

        assertThat(probe("i/4").fallenSilent()).containsExactly("c-2");
        assertThat(probed.get()).isEqualTo(3);
    }

    @Test
    void aHostThatFailedAfterThisOneIsNoVictimOfAFirstCut() throws InterruptedException {
        answering.remove("c-2");
        notFailedBefore.addAll(Set.of("c-2", "c-3"));
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty(), Set.of()));
        silent.addAll(Set.of("address-1", "address-2"));

        assertThat(probe("i/4").fallenSilent()).isEmpty();
    }

    @Test
    void afterARestartASecondCutSuspectsEverybodyWhoShouldBeAlive() throws InterruptedException {
        answering.remove("c-2");
        notFailedBefore.add("c-2");
        witnesses.aboutToCut(new Command.PowerOff("i/7", "c-1", true, Optional.empty(), Set.of()));
        silent.addAll(Set.of("address-1", "address-2"));

        assertThat(probe("i/9").fallenSilent()).containsExactly("c-2");
    }

    @Test
    void aSecondCutDoesNotForgetWhoAnsweredBeforeTheFirst() throws InterruptedException {
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty(), Set.of()));
        silent.add("address-2");
        answering.remove("c-2");
        witnesses.aboutToCut(new Command.PowerOff("i/7", "c-1", true, Optional.empty(), Set.of()));

        assertThat(probe("i/9").fallenSilent()).containsExactly("c-2");
    }

    @Test
    void aDeviceThatIsKnownByItsUuidHitsNobodyElse() throws InterruptedException {
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty(), Set.of()));
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
        witnesses.aboutToCut(new Command.PowerOff("other/3", "c-3", false, Optional.empty(), Set.of()));
        answering.remove("c-2");
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty(), Set.of()));
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
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty(), Set.of()));
        assertThat(probed.get()).isZero();
        heard.removeAll(Set.of("c-400", "c-500"));
        silent.add("address-500");

        assertThat(probe("i/4").fallenSilent()).containsExactly("c-500");
        assertThat(probed.get()).isLessThanOrEqualTo(3);
    }

    // ---- may somebody else be off in its place? ----

    @Test
    void whoIsSilentThoughHisDeviceReadsOnMayBeOffInItsPlace() throws InterruptedException {
        silentThoughOn.add("c-2");
        answering.remove("c-2");
        silent.addAll(Set.of("address-1", "address-2"));
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty(), Set.of()));

        assertThat(probe("i/4").fallenSilent()).containsExactly("c-2");
        others = Command.Others.OF_A_READING;
        assertThat(probe("i/4").fallenSilent()).containsExactly("c-2");
        others = Command.Others.NONE;
        assertThat(probe("i/4").fallenSilent()).isEmpty();
    }

    @Test
    void ofAHostThatWasFoundOffThoseAreAskedThatWereWell() throws InterruptedException {
        others = Command.Others.OF_A_READING;
        notFailedBefore.add("c-3");
        answering.remove("c-3");
        silent.addAll(Set.of("address-1", "address-2", "address-3"));

        assertThat(probe("i/4").fallenSilent()).containsExactly("c-2");
    }

    @Test
    void whoseOwnDeviceReadsOffIsOffItselfUnlessHeWasWellUntilTheCut() throws InterruptedException {
        silentThoughOn.addAll(Set.of("c-2", "c-3"));
        answering.removeAll(Set.of("c-2", "c-3"));
        silent.addAll(Set.of("address-1", "address-2", "address-3"));
        readOff.add("c-2");
        witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty(), Set.of()));
        assertThat(probe("i/4").fallenSilent()).containsExactly("c-3");

        answering.add("c-2");
        witnesses.aboutToCut(new Command.PowerOff("i/5", "c-1", false, Optional.empty(), Set.of()));
        assertThat(probe("i/6").fallenSilent()).containsExactly("c-2", "c-3");
        others = Command.Others.OF_A_READING;
        assertThat(probe("i/6").fallenSilent()).containsExactly("c-3");
    }

    // ---- the last look ----

    private Optional<String> look(Fault... faults) throws InterruptedException {
        return witnesses.aboutToCut(new Command.PowerOff("i/3", "c-1", false, Optional.empty(), Set.of(faults)));
    }

    private void observed(String host, PowerObservation power, Duration ago) {
        seen.put(
                host,
                new Observation(
                        Instant.now().minus(ago),
                        StorageReading.UNREACHABLE,
                        Liveness.SILENT,
                        false,
                        power,
                        MeterReading.MISSING,
                        MeterReading.MISSING));
    }

    @Test
    void aHostThatWasObservedALongTimeAgoIsProbedOnceMoreBeforeItsPowerIsCut() throws InterruptedException {
        observed("c-1", PowerObservation.ON, Duration.ofSeconds(20));
        assertThat(look(Fault.PANICKED)).contains("its storage address answered");
        assertThat(probed.get()).isEqualTo(1);

        silent.add("address-1");
        assertThat(look(Fault.PANICKED)).isEmpty();
        assertThat(probed.get()).isEqualTo(2);
    }

    @Test
    void aYoungObservationCountsAndNoTimeIsSpentOnADeadHost() throws InterruptedException {
        observed("c-1", PowerObservation.ON, Duration.ofSeconds(2));
        assertThat(look(Fault.PANICKED, Fault.STORAGE_LOST)).isEmpty();
        assertThat(probed.get()).isZero();
    }

    @Test
    void aControllerThatCannotProbeHasSeenNothingGood() throws InterruptedException {
        broken = true;
        assertThat(look(Fault.PANICKED)).isEmpty();
    }

    @Test
    void aSampleSinceTheObservationKeepsThePowerFromBeingCut() throws InterruptedException {
        observed("c-1", PowerObservation.ON, Duration.ofSeconds(2));
        heardOfIt = Optional.of(new HeardHost(Instant.now(), Map.of(), Optional.empty()));
        assertThat(look(Fault.PANICKED)).contains("a sample of its agent was heard");
    }

    @Test
    void aSecondCutAsksNothing() throws InterruptedException {
        heardOfIt = Optional.of(new HeardHost(Instant.now(), Map.of(), Optional.empty()));
        assertThat(witnesses.aboutToCut(
                        new Command.PowerOff("i/3", "c-1", true, Optional.empty(), Set.of(Fault.PANICKED))))
                .isEmpty();
        assertThat(look()).isEmpty();
    }
}
