package com.umcloud.umha.core.store.ceilometer;

import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.database.DatabaseTime;
import com.umcloud.umha.core.store.database.SqlFailure;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes old samples, then meters and resources that no sample points to, as {@code ceilometer-expirer} does, but in
 * small transactions, so that collectors go on writing meanwhile. A collector that is about to use a resource keeps it, or
 * finds it gone and makes a new one. Samples without a time stay for ever, as with Ceilometer.
 */
public final class SampleExpirer {
    private static final Logger log = LoggerFactory.getLogger(SampleExpirer.class);
    private static final int SAMPLES_AT_ONCE = 5000;
    private static final int PARENTS_AT_ONCE = 500;
    private static final List<String> METADATA =
            List.of("metadata_text", "metadata_int", "metadata_float", "metadata_bool");

    private final Database database;
    private final InstantSource clock;
    private final int samplesAtOnce;
    private final int parentsAtOnce;

    public SampleExpirer(Database database, InstantSource clock) {
        this(database, clock, SAMPLES_AT_ONCE, PARENTS_AT_ONCE);
    }

    SampleExpirer(Database database, InstantSource clock, int samplesAtOnce, int parentsAtOnce) {
        this.database = database;
        this.clock = clock;
        this.samplesAtOnce = samplesAtOnce;
        this.parentsAtOnce = parentsAtOnce;
    }

    /**
     * Runs until all is done; for commands, not for the collector's threads. May be broken off at any time.
     *
     * @param timeToLive {@code [database] metering_time_to_live}: samples whose own time is longer ago are removed; zero or
     *     less means never
     * @param samplesOnly {@code sql_expire_samples_only}: keep meters and resources
     * @throws com.umcloud.umha.api.failure.UmhaException EXTERNAL if the database is away or refuses; what was removed
     *     until then stays removed
     */
    public ExpiryReport expire(Duration timeToLive, boolean samplesOnly) {
        if (timeToLive.isNegative() || timeToLive.isZero()) {
            log.info("Nothing to clean, the time to live of samples is unlimited");
            return new ExpiryReport(0, 0, 0);
        }
        BigDecimal before = DatabaseTime.toEpochSeconds(clock.instant().minus(timeToLive));
        long samples = 0;
        int removed;
        do {
            removed = database.transaction(
                    "remove old samples",
                    handle -> handle.createUpdate("DELETE FROM sample WHERE `timestamp` < ? LIMIT " + samplesAtOnce)
                            .bind(0, before)
                            .execute());
            samples += removed;
        } while (removed == samplesAtOnce);
        long meters = samplesOnly ? 0 : removeUnused(new Parent("meter", "id", "meter_id", List.of()));
        long resources = samplesOnly ? 0 : removeUnused(new Parent("resource", "internal_id", "resource_id", METADATA));
        log.info("Removed {} samples, {} meters, {} resources", samples, meters, resources);
        return new ExpiryReport(samples, meters, resources);
    }

    /** A table that samples point to, with the tables that hang on it. */
    private record Parent(String table, String id, String sampleColumn, List<String> children) {
        String unused() {
            return " NOT EXISTS (SELECT 1 FROM sample WHERE sample." + sampleColumn + " = " + table + "." + id + ")";
        }
    }

    private long removeUnused(Parent parent) {
        long removed = 0;
        long last = Long.MIN_VALUE;
        while (true) {
            long after = last;
            List<Long> candidates = database.read(
                    "look for unused rows of " + parent.table(), handle -> candidates(handle, parent, after));
            if (candidates.isEmpty()) {
                return removed;
            }
            last = candidates.get(candidates.size() - 1);
            removed += removeIfStillUnused(parent, candidates);
        }
    }

    private List<Long> candidates(Handle handle, Parent parent, long after) {
        return handle.createQuery("SELECT " + parent.id() + " FROM " + parent.table() + " WHERE " + parent.id()
                        + " > ? AND" + parent.unused() + " ORDER BY " + parent.id() + " LIMIT " + parentsAtOnce)
                .bind(0, after)
                .mapTo(Long.class)
                .list();
    }

    private int removeIfStillUnused(Parent parent, List<Long> candidates) {
        try {
            return database.transaction("remove unused rows of " + parent.table(), handle -> {
                // The lock makes collectors wait that are about to point to one of these rows; who was quicker is seen
                // by the second look.
                handle.createQuery("SELECT " + parent.id() + " FROM " + parent.table() + " WHERE " + parent.id()
                                + " IN (<ids>) FOR UPDATE")
                        .bindList("ids", candidates)
                        .mapTo(Long.class)
                        .list();
                List<Long> unused = handle.createQuery("SELECT " + parent.id() + " FROM " + parent.table() + " WHERE "
                                + parent.id() + " IN (<ids>) AND" + parent.unused())
                        .bindList("ids", candidates)
                        .mapTo(Long.class)
                        .list();
                return unused.isEmpty() ? 0 : delete(handle, parent, unused);
            });
        } catch (InUseAgain e) {
            log.debug("Rows of {} came into use again, the next run looks at them", parent.table());
            return 0;
        }
    }

    private static int delete(Handle handle, Parent parent, List<Long> ids) {
        try {
            for (String child : parent.children()) {
                handle.createUpdate("DELETE FROM " + child + " WHERE id IN (<ids>)")
                        .bindList("ids", ids)
                        .execute();
            }
            return handle.createUpdate("DELETE FROM " + parent.table() + " WHERE " + parent.id() + " IN (<ids>)")
                    .bindList("ids", ids)
                    .execute();
        } catch (JdbiException e) {
            if (e.getCause() instanceof SQLException sql && SqlFailure.of(sql) == SqlFailure.STILL_REFERENCED) {
                throw new InUseAgain(e);
            }
            throw e;
        }
    }

    /** Rolls the transaction back. */
    private static final class InUseAgain extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InUseAgain(Throwable cause) {
            super(cause);
        }
    }
}
