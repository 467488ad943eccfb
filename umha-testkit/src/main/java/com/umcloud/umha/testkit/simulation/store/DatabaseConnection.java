package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.testkit.simulation.store.Change.Transaction;
import com.umcloud.umha.testkit.simulation.store.Columns.UnfitValue;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The database as one processor reaches it, from its start to its end. */
public final class DatabaseConnection implements AutoCloseable {
    private static final String BROKEN = "the connection broke during the commit";

    private final MemoryDatabase database;
    private final String processor;
    private final DatabaseFaults faults;
    private final Stores stores;
    private boolean closed;

    DatabaseConnection(MemoryDatabase database, String processor, DatabaseFaults faults) {
        this.database = database;
        this.processor = processor;
        this.faults = faults;
        ConnectedSampleStore samples = new ConnectedSampleStore(this, database);
        this.stores = new Stores(
                samples,
                samples,
                new ConnectedIncidentStore(this, database),
                new ConnectedLeaseStore(this, database),
                new ConnectedOutboxStore(this, database),
                new ConnectedHostStore(this, database),
                new ConnectedOperatorStore(this, database));
    }

    public String processor() {
        return processor;
    }

    /** What the processor works with; the same at each call. */
    public Stores stores() {
        return stores;
    }

    /** The faults that this processor meets; see {@link MemoryDatabase#faults(String)}. */
    public DatabaseFaults faults() {
        return faults;
    }

    /** The processor has ended: whatever it still asks for fails and writes nothing. */
    @Override
    public void close() {
        closed = true;
    }

    /** Reads, unless the database cannot be reached. */
    <T> T read(String what, Supplier<T> query) {
        Optional<String> obstacle = distance();
        if (obstacle.isPresent()) {
            throw failure(what, obstacle.get());
        }
        return query.get();
    }

    <T> T write(WriteKind kind, String what, Transaction<T> transaction) {
        return write(new DatabaseWrite(database.now(), processor, kind, what, Optional.empty()), transaction);
    }

    void commit(long epoch, IncidentCommit commit) {
        write(
                new DatabaseWrite(
                        database.now(), processor, WriteKind.COMMIT, "write the incidents", Optional.of(commit)),
                () -> database.commit(processor, epoch, commit));
    }

    private <T> T write(DatabaseWrite write, Transaction<T> transaction) {
        database.tellBefore(write);
        Outcome<T> outcome = attempt(write, transaction);
        database.tellAfter(write, outcome.written());
        return outcome.answer();
    }

    /** What came of a transaction, and what its caller hears. */
    private record Outcome<T>(
            boolean written, @Nullable T result, @Nullable UmhaException failure) {
        static <T> Outcome<T> failed(boolean written, UmhaException failure) {
            return new Outcome<>(written, null, failure);
        }

        T answer() {
            if (failure != null || result == null) {
                throw failure == null ? new IllegalStateException("neither result nor failure") : failure;
            }
            return result;
        }
    }

    private <T> Outcome<T> attempt(DatabaseWrite write, Transaction<T> transaction) {
        String what = write.what();
        WriteKind kind = write.kind();
        Optional<String> obstacle = distance().or(() -> resistance(kind));
        if (obstacle.isPresent()) {
            return Outcome.failed(false, failure(what, obstacle.get()));
        }
        Change<T> change;
        try {
            change = transaction.prepare();
        } catch (UmhaException refused) {
            return Outcome.failed(false, refused);
        } catch (UnfitValue unfit) {
            return Outcome.failed(false, failure(what, String.valueOf(unfit.getMessage())));
        }
        if (strikes(kind.lost())) {
            return Outcome.failed(false, failure(what, BROKEN));
        }
        boolean changes = change.effect().isPresent();
        if (changes && kind.late().map(this::strikes).orElse(false)) {
            database.commitLater(write, change.effect().get());
            return Outcome.failed(false, failure(what, BROKEN));
        }
        change.effect().ifPresent(Runnable::run);
        if (!strikes(kind.answerLost())) {
            return new Outcome<>(changes, change.result(), null);
        }
        if (changes) {
            database.answerLost(write);
        }
        return Outcome.failed(changes, failure(what, BROKEN));
    }

    /** Why the server is out of reach. */
    private Optional<String> distance() {
        if (closed) {
            return Optional.of("the connection is closed");
        }
        if (strikes(DatabaseFault.AWAY)) {
            return Optional.of("the server does not answer");
        }
        return strikes(DatabaseFault.PARTITIONED) ? Optional.of("no route to the server") : Optional.empty();
    }

    /** Why the server does not let the transaction through to its commit. */
    private Optional<String> resistance(WriteKind kind) {
        if (strikes(DatabaseFault.READ_ONLY)) {
            return Optional.of("the server is read-only");
        }
        if (kind.touchesLease() && database.isLeaseLocked()) {
            return Optional.of("lock wait timeout exceeded");
        }
        int tries = 0;
        while (tries < Database.ATTEMPTS && strikes(DatabaseFault.DEADLOCK)) {
            tries++;
        }
        return tries == Database.ATTEMPTS ? Optional.of("deadlock found") : Optional.empty();
    }

    private boolean strikes(DatabaseFault fault) {
        return database.faults().strikes(fault) || faults.strikes(fault);
    }

    private static UmhaException failure(String what, String why) {
        return new UmhaException(FailureType.EXTERNAL, "could not " + what + " (simulated database): " + why);
    }
}
