package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.observation.DeviceCheck;
import com.umcloud.umha.core.observation.HeardHost;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.observation.SampleTracker;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The hosts as the last observation saw them, for the witnesses of a proof. Safe for use by several threads. */
final class OtherHosts implements WitnessProbe.Others {
    private final SignalMemory memory;
    private final SampleTracker samples;
    private final Supplier<Optional<Round>> lastRound;
    private final Supplier<Map<String, Instant>> openedAt;
    private final Supplier<Set<String>> poweredOff;

    /**
     * @param openedAt when the incident of each host with one was opened
     * @param poweredOff hosts that UMHA has powered off or found off
     */
    OtherHosts(
            SignalMemory memory,
            SampleTracker samples,
            Supplier<Optional<Round>> lastRound,
            Supplier<Map<String, Instant>> openedAt,
            Supplier<Set<String>> poweredOff) {
        this.memory = memory;
        this.samples = samples;
        this.lastRound = lastRound;
        this.openedAt = openedAt;
        this.poweredOff = poweredOff;
    }

    @Override
    public Optional<HeardHost> heard(String host) {
        return samples.of(host);
    }

    @Override
    public Optional<Observation> seen(String host) {
        return lastRound.get().map(round -> round.observations().get(host));
    }

    @Override
    public Set<String> answering() {
        return observed(seen -> !seen.isBad());
    }

    @Override
    public Set<String> silentThoughOn() {
        return observed(seen -> seen.liveness() != Liveness.ALIVE && seen.power() == PowerObservation.ON);
    }

    @Override
    public boolean readsOff(String other, String host) {
        return lastRound
                .get()
                .filter(round -> !sharesDevice(round, other, host))
                .map(round -> round.observations().get(other))
                .map(seen -> seen.power() == PowerObservation.OFF)
                .orElse(false);
    }

    private static boolean sharesDevice(Round round, String other, String host) {
        DeviceCheck first = round.devices().get(other);
        DeviceCheck second = round.devices().get(host);
        return first == null || second == null || first.device().equals(second.device());
    }

    private Set<String> observed(Predicate<Observation> wanted) {
        Set<String> hosts = new HashSet<>();
        lastRound
                .get()
                .ifPresent(round -> round.observations().forEach((host, seen) -> {
                    if (wanted.test(seen) && answeredOnce(round, host)) {
                        hosts.add(host);
                    }
                }));
        return hosts;
    }

    private boolean answeredOnce(Round round, String host) {
        return memory.hasAnswered(
                host, Optional.ofNullable(round.storageAddresses().get(host)));
    }

    @Override
    public Set<String> notFailedBefore(String host) {
        Map<String, Instant> opened = openedAt.get();
        Instant failed = opened.getOrDefault(host, Instant.MIN);
        Set<String> others = new HashSet<>();
        lastRound
                .get()
                .ifPresent(round -> round.cloud().forEach((other, listed) -> {
                    boolean failedBefore =
                            opened.containsKey(other) && !opened.get(other).isAfter(failed);
                    if (listed.enabled() && !listed.forcedDown() && !failedBefore && answeredOnce(round, other)) {
                        others.add(other);
                    }
                }));
        others.removeAll(poweredOff.get());
        return others;
    }

    @Override
    public boolean deviceIsItsOwn(String host) {
        return lastRound
                .get()
                .map(round -> round.devices().get(host))
                .map(DeviceCheck::matchesUuid)
                .orElse(false);
    }
}
