package com.umcloud.umha.core.store.database;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database with its pool of connections. It opens whether or not the server is there and works again as soon as the
 * server does. Safe for use by several threads; every call blocks until it is done or {@link PoolLimits#borrowLimit}
 * (for a connection) or 30 s (for an answer) are over.
 */
public final class Database implements AutoCloseable {
    /** How often a transaction is tried when others are in its way. */
    public static final int ATTEMPTS = 3;

    private static final Logger log = LoggerFactory.getLogger(Database.class);

    private final DatabaseUrl url;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(DatabaseUrl url, HikariDataSource pool) {
        this.url = url;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool).registerArgument(new UtcTimeArgument());
    }

    /** As {@link #open(DatabaseUrl, PoolLimits)} with {@link PoolLimits#STANDARD}. */
    public static Database open(DatabaseUrl url) {
        return open(url, PoolLimits.STANDARD);
    }

    /**
     * Makes the pool; the caller closes it. Does not wait for the server.
     *
     * @throws UmhaException CONFIGURATION if the driver is missing or the data directory cannot be made
     */
    public static Database open(DatabaseUrl url, PoolLimits limits) {
        url.remarks().forEach(remark -> log.warn("{}", remark));
        return new Database(url, ConnectionPool.open(url, limits));
    }

    /** Where it is, for messages; without the password. */
    public DatabaseUrl url() {
        return url;
    }

    /**
     * Reads, each statement for itself.
     *
     * @param what what is done, for messages: "read the open incidents"
     * @throws UmhaException EXTERNAL if the database is away or refuses
     */
    public <T extends @Nullable Object> T read(String what, DatabaseWork<T> work) {
        return run(what, () -> jdbi.withHandle(work::run));
    }

    /**
     * Runs {@code work} in one transaction, READ COMMITTED, and commits it; rolls back on any exception. A transaction
     * that met a deadlock or a lock time-out is done again, {@value #ATTEMPTS} times in all.
     *
     * @param what what is done, for messages: "write the incident"
     * @throws UmhaException EXTERNAL if the database is away or refuses; when the connection broke during the commit it is
     *     unknown whether it was committed
     */
    public <T extends @Nullable Object> T transaction(String what, DatabaseWork<T> work) {
        return run(what, () -> jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::run));
    }

    /** As {@link #transaction} for work without a result. */
    public void write(String what, DatabaseAction work) {
        transaction(what, handle -> {
            work.run(handle);
            return true;
        });
    }

    /**
     * Creates or upgrades the tables; changes nothing when they are up to date. Waits for another process that does the
     * same. Called by {@code umha db sync} and, with the embedded database, at start.
     *
     * @throws UmhaException EXTERNAL if the database is away or refuses; CONFIGURATION if a table of the same name but with
     *     other columns stands in the way (nothing was changed then)
     */
    public MigrationReport migrate() {
        return run("create or upgrade the tables", () -> SchemaMigration.migrate(pool, this));
    }

    /**
     * How the tables compare with what this program needs; quick, changes nothing.
     *
     * @throws UmhaException EXTERNAL if the database is away
     */
    public SchemaState schemaState() {
        return read("look at the tables", SchemaMigration::state);
    }

    DataSource dataSource() {
        return pool;
    }

    /** Closes all connections; calls under way fail. */
    @Override
    public void close() {
        pool.close();
    }

    private <T extends @Nullable Object> T run(String what, Attempt<T> attempt) {
        for (int tries = 1; ; tries++) {
            try {
                return attempt.run();
            } catch (SQLException | JdbiException failure) {
                SQLException cause = DatabaseFailures.sqlCause(failure);
                boolean again = cause != null && SqlFailure.of(cause) == SqlFailure.CONTENTION && tries < ATTEMPTS;
                if (!again) {
                    throw DatabaseFailures.external(what, url, failure);
                }
                log.debug("Again, as another transaction was in the way: {}", what);
                pauseBeforeRetry(what, tries);
            }
        }
    }

    private void pauseBeforeRetry(String what, int tries) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(5, 25) * (long) tries);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UmhaException(FailureType.EXTERNAL, "interrupted, did not " + what, e);
        }
    }

    /** What is done with a connection, without a result; see {@link DatabaseWork}. */
    @FunctionalInterface
    public interface DatabaseAction {
        void run(Handle handle) throws SQLException;
    }

    @FunctionalInterface
    private interface Attempt<T extends @Nullable Object> {
        T run() throws SQLException;
    }
}
