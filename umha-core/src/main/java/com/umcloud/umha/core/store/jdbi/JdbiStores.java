package com.umcloud.umha.core.store.jdbi;

import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.core.store.ceilometer.JdbiSampleReader;
import com.umcloud.umha.core.store.ceilometer.JdbiSampleStore;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.sealing.SecretBox;
import java.nio.file.Path;
import java.time.InstantSource;

/** Makes the stores of a database. They hold no resources of their own: closing the database is enough. */
public final class JdbiStores {
    private JdbiStores() {}

    /**
     * The stores of one database; call once per database and process.
     *
     * @param keyFile the key of the BMC passwords; made when they are first loaded
     * @param clock this machine's clock
     */
    public static Stores of(Database database, Path keyFile, InstantSource clock) {
        return new Stores(
                new JdbiSampleStore(database, clock, JdbiSampleStore.HOST_METERS),
                new JdbiSampleReader(database),
                new JdbiIncidentStore(database),
                new JdbiLeaseStore(database),
                new JdbiOutboxStore(database),
                new JdbiHostStore(database, new SecretBox(keyFile), clock),
                new JdbiOperatorStore(database));
    }
}
