package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.core.store.StaleEpochException;
import com.umcloud.umha.core.store.Telling;
import com.umcloud.umha.testkit.simulation.time.Agenda;
import com.umcloud.umha.testkit.simulation.time.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The database that the processors of a simulation share, as MySQL with our tables answers. Its data outlive every processor;
 * what is asked for here is always answered, whatever fails for them. Used by one thread; the same seed gives the same again.
 */
public final class MemoryDatabase {
    private final Agenda agenda;
    private final Chance chance;
    private final DatabaseFaults faults;
    private final Map<String, DatabaseFaults> faultsOfProcessors = new TreeMap<>();
    private final Map<DatabaseFault, Integer> injected = new EnumMap<>(DatabaseFault.class);
    private final List<WriteListener> listeners = new ArrayList<>();
    private final IncidentTables incidents = new IncidentTables();
    private final OutboxTable outbox = new OutboxTable();
    private final HostTables hosts = new HostTables();
    private final SampleTable samples = new SampleTable();
    private final OperatorTables operators = new OperatorTables();
    private final List<CommittedStep> commits = new ArrayList<>();
    private final List<CommittedStep> visibleCommits = Collections.unmodifiableList(commits);
    private final List<LeaseChange> leaseChanges = new ArrayList<>();
    private Duration shortestLateness = Duration.ofMillis(100);
    private Duration longestLateness = Duration.ofSeconds(20);
    private LeaseRow lease = new LeaseRow(0, 0, "");
    private @Nullable DatabaseWrite underWay;

    /**
     * A database with empty tables and a lease that nobody holds.
     *
     * @param agenda the server's clock
     * @param chance which calls meet faults that have a rate
     */
    public MemoryDatabase(Agenda agenda, Chance chance) {
        this.agenda = agenda;
        this.chance = chance;
        this.faults = new DatabaseFaults(chance.split(), this::count);
    }

    private void count(DatabaseFault fault) {
        injected.merge(fault, 1, Integer::sum);
    }

    /**
     * A new connection, for a processor that starts. One that was killed keeps its old one, {@linkplain DatabaseConnection#close
     * closed}; both meet the same faults.
     */
    public DatabaseConnection connect(String processor) {
        return new DatabaseConnection(this, processor, faults(processor));
    }

    /** The faults that every processor meets. */
    public DatabaseFaults faults() {
        return faults;
    }

    /** The faults that this processor meets, before it is killed and after it was started again. */
    public DatabaseFaults faults(String processor) {
        return faultsOfProcessors.computeIfAbsent(processor, name -> new DatabaseFaults(chance.split(), this::count));
    }

    /** No fault strikes anybody any more; what is under way still lands. */
    public void calm() {
        faults.calm();
        faultsOfProcessors.values().forEach(DatabaseFaults::calm);
    }

    /** How many calls have met each kind of fault so far: every kind, also those that no call has met, in their order. */
    public Map<String, Integer> injectedFaults() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (DatabaseFault fault : DatabaseFault.values()) {
            counts.put(fault.name(), injected.getOrDefault(fault, 0));
        }
        return Collections.unmodifiableMap(counts);
    }

    /** How long what is written late takes to land; 0.1 to 20 s unless this was called. */
    public void lateBy(Duration shortest, Duration longest) {
        if (shortest.isNegative() || shortest.compareTo(longest) > 0) {
            throw new IllegalArgumentException("late by " + shortest + " to " + longest);
        }
        this.shortestLateness = shortest;
        this.longestLateness = longest;
    }

    /** Has every transaction told from now on, after those who listen already. */
    public void listen(WriteListener listener) {
        listeners.add(listener);
    }

    /** All incidents, open and closed, oldest first. */
    public List<IncidentRow> incidents() {
        return incidents.incidents();
    }

    /** All intents, intended and finished, oldest first. */
    public List<IntentRow> intents() {
        return incidents.intents();
    }

    /** All lines of the history, by incident and then by the instance's name. */
    public List<HistoryRow> history() {
        return incidents.history();
    }

    /** The whole log, in the order in which it was written. */
    public List<LogRow> log() {
        return incidents.log();
    }

    /** All notifications, owed and delivered, oldest first. */
    public List<OutboxEntry> outbox() {
        return outbox.entries();
    }

    /** By which signals each host was seen to be well. */
    public Map<String, Set<String>> signalsSeenGood() {
        return hosts.signals();
    }

    /** What holds of all that operators have said. */
    public StandingOrders standingOrders() {
        return operators.standingOrders();
    }

    /** All words of operators, heard or not, oldest first. */
    public List<OperatorWord> words() {
        return operators.words();
    }

    public LeaseRow lease() {
        return lease;
    }

    /** Every step that was ever written, in the order of the writing. */
    public List<CommittedStep> commits() {
        return visibleCommits;
    }

    /** Every change of the lease that was ever written, in the order of the writing. */
    public List<LeaseChange> leaseChanges() {
        return Collections.unmodifiableList(leaseChanges);
    }

    Instant now() {
        return agenda.instant();
    }

    IncidentTables incidentTables() {
        return incidents;
    }

    OutboxTable outboxTable() {
        return outbox;
    }

    HostTables hostTables() {
        return hosts;
    }

    OperatorTables operatorTables() {
        return operators;
    }

    /** What is written to tell of something that an operator has changed. */
    Runnable telling(Telling told) {
        IncidentCommit telling =
                new IncidentCommit(List.of(), List.of(), List.of(told.log()), List.of(), told.outbox());
        IncidentTables.check(telling);
        OutboxTable.check(told.outbox());
        return () -> {
            incidents.write(telling);
            outbox.add(told.outbox());
        };
    }

    SampleTable sampleTable() {
        return samples;
    }

    Change<Boolean> commit(String processor, long epoch, IncidentCommit commit) {
        if (lease.epoch() != epoch) {
            throw new StaleEpochException(epoch, lease.epoch());
        }
        operators.check(epoch, commit.operators());
        IncidentTables.check(commit);
        OutboxTable.check(commit.outbox());
        return Change.of(true, () -> {
            operators.write(epoch, commit.operators());
            incidents.write(commit);
            outbox.add(commit.outbox());
            commits.add(new CommittedStep(now(), processor, epoch, commit, true));
        });
    }

    /** Whether the lease is as expected, and becomes the next. */
    Change<Boolean> replaceLease(String processor, LeaseRow expected, LeaseRow next) {
        Columns.check("lease.holder", next.holder(), Columns.NAME);
        if (!lease.equals(expected)) {
            return Change.none(false);
        }
        return Change.of(true, () -> {
            lease = next;
            leaseChanges.add(new LeaseChange(now(), processor, next));
        });
    }

    /** Whether a transaction that is under way holds the row of the lease. */
    boolean isLeaseLocked() {
        return underWay != null;
    }

    /** The server commits this some time later, unless it dies first. */
    void commitLater(DatabaseWrite write, Runnable effect) {
        underWay = write;
        agenda.after(chance.between(shortestLateness, longestLateness), () -> {
            underWay = null;
            if (!faults.lasts(DatabaseFault.AWAY)) {
                effect.run();
                answerLost(write);
                listeners.forEach(listener -> listener.landed(write));
            }
        });
    }

    /** It was written a moment ago, and whoever asked for it does not know. */
    void answerLost(DatabaseWrite write) {
        if (write.kind() == WriteKind.COMMIT) {
            int newest = commits.size() - 1;
            commits.set(newest, commits.get(newest).unanswered());
        }
    }

    void tellBefore(DatabaseWrite write) {
        listeners.forEach(listener -> listener.before(write));
    }

    void tellAfter(DatabaseWrite write, boolean written) {
        listeners.forEach(listener -> listener.after(write, written));
    }
}
