package com.umcloud.umha.testkit.simulation.cloud;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.testkit.simulation.time.Agenda;
import com.umcloud.umha.testkit.simulation.time.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What goes wrong in a cloud, for all who use it by a {@link FaultyCloud}. Without further words nothing does. Used by one
 * thread.
 */
public final class CloudConditions {
    private final Agenda agenda;
    private final Chance chance;
    private final CloudJournal journal = new CloudJournal();
    private final Map<CloudCall, Map<CloudFault, Double>> rates = new EnumMap<>(CloudCall.class);
    private final Map<CloudCall, Deque<CloudFault>> orders = new EnumMap<>(CloudCall.class);
    private final AnswerHistory<List<ComputeHost>> hosts = new AnswerHistory<>();
    private final AnswerHistory<List<Instance>> instancesByHost = new AnswerHistory<>();
    private final AnswerHistory<Optional<Instance>> instances = new AnswerHistory<>();
    private final AnswerHistory<List<Migration>> migrations = new AnswerHistory<>();
    private Duration leastLateness = Duration.ofSeconds(1);
    private Duration mostLateness = Duration.ofSeconds(60);
    private Duration staleness = Duration.ZERO;
    private final Set<String> unlisted = new HashSet<>();
    private boolean keystoneDown;
    private int late;

    public CloudConditions(Agenda agenda, Chance chance) {
        this.agenda = agenda;
        this.chance = chance;
    }

    /**
     * From now on such a share of these calls goes wrong in this way.
     *
     * @param rate 0 to 1
     * @throws IllegalArgumentException if that call cannot go wrong so, or the rate is none
     */
    public void setRate(CloudCall call, CloudFault fault, double rate) {
        requireStrikes(call, fault);
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("a rate is 0 to 1, not " + rate);
        }
        rates.computeIfAbsent(call, key -> new EnumMap<>(CloudFault.class)).put(fault, rate);
    }

    /** As {@link #setRate(CloudCall, CloudFault, double)}, for every call that can go wrong so. */
    public void setRate(CloudFault fault, double rate) {
        for (CloudCall call : CloudCall.values()) {
            if (fault.strikes(call)) {
                setRate(call, fault, rate);
            }
        }
    }

    /** The next calls of this kind go wrong in this way, after those that were ordered before. */
    public void order(int times, CloudCall call, CloudFault fault) {
        requireStrikes(call, fault);
        for (int i = 0; i < times; i++) {
            orders.computeIfAbsent(call, key -> new ArrayDeque<>()).add(fault);
        }
    }

    /** Takes back what was ordered and did not strike. */
    public void clearOrders() {
        orders.clear();
    }

    /** From now on nobody gets a token, or everybody again. */
    public void setKeystoneDown(boolean down) {
        keystoneDown = down;
    }

    /** From now on this host is not among the hosts that are listed, or again: its cell does not answer. */
    public void setUnlisted(String host, boolean missing) {
        if (missing) {
            unlisted.add(host);
        } else {
            unlisted.remove(host);
        }
    }

    /** Hosts that are not listed now. */
    public Set<String> unlisted() {
        return Set.copyOf(unlisted);
    }

    /** How much later the effect of a late call may come; 1 s to 60 s if not said. */
    public void setLateness(Duration least, Duration most) {
        leastLateness = least;
        mostLateness = most;
    }

    /**
     * How old a stale list may be. Answers are remembered from now on, so that they can be given again; zero, as in the
     * beginning, lets no list be stale.
     */
    public void setStaleness(Duration most) {
        staleness = most;
    }

    /** Nothing goes wrong any more; what is late still comes. */
    public void calm() {
        rates.clear();
        orders.clear();
        unlisted.clear();
        keystoneDown = false;
    }

    /** Whether a call is late and has not come yet. */
    public boolean isAnyLate() {
        return late > 0;
    }

    public CloudJournal journal() {
        return journal;
    }

    private static void requireStrikes(CloudCall call, CloudFault fault) {
        if (!fault.strikes(call)) {
            throw new IllegalArgumentException(call + " cannot go wrong by " + fault);
        }
    }

    // ---- what a faulty cloud asks ----

    /** In which way this call goes wrong. */
    Optional<CloudFault> strike(CloudCall call) {
        if (keystoneDown) {
            return Optional.of(CloudFault.KEYSTONE_DOWN);
        }
        Deque<CloudFault> ordered = orders.get(call);
        if (ordered != null && !ordered.isEmpty()) {
            return Optional.of(ordered.remove());
        }
        Map<CloudFault, Double> ofCall = rates.get(call);
        if (ofCall != null) {
            for (Map.Entry<CloudFault, Double> rate : ofCall.entrySet()) {
                if (rate.getValue() > 0 && chance.happens(rate.getValue())) {
                    return Optional.of(rate.getKey());
                }
            }
        }
        return Optional.empty();
    }

    Agenda agenda() {
        return agenda;
    }

    /** Lets a call come late. */
    void later(Runnable call) {
        late++;
        agenda.after(chance.between(leastLateness, mostLateness), () -> {
            late--;
            call.run();
        });
    }

    int oneOf(int number) {
        return chance.between(0, number - 1);
    }

    /** The moment of which a stale list tells. */
    Instant staleMoment() {
        return agenda.instant().minus(chance.between(Duration.ZERO, staleness));
    }

    boolean remembers() {
        return !staleness.isZero();
    }

    <T> void keep(AnswerHistory<T> history, String question, T answer) {
        if (remembers()) {
            history.keep(question, answer, agenda.instant(), agenda.instant().minus(staleness));
        }
    }

    /** The hosts that are listed of these. */
    List<ComputeHost> listed(List<ComputeHost> all) {
        return unlisted.isEmpty()
                ? all
                : all.stream().filter(host -> !unlisted.contains(host.name())).toList();
    }

    AnswerHistory<List<ComputeHost>> hosts() {
        return hosts;
    }

    AnswerHistory<List<Instance>> instancesByHost() {
        return instancesByHost;
    }

    AnswerHistory<Optional<Instance>> instances() {
        return instances;
    }

    AnswerHistory<List<Migration>> migrations() {
        return migrations;
    }
}
