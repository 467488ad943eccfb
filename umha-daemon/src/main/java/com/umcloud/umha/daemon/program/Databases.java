package com.umcloud.umha.daemon.program;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.config.DatabaseConfig;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.database.DatabaseUrl;
import com.umcloud.umha.core.store.database.SchemaState;
import com.umcloud.umha.core.store.jdbi.JdbiStores;
import java.nio.file.Path;
import java.time.InstantSource;

/** Opens the database that the configuration names. */
public final class Databases {
    private Databases() {}

    /**
     * Opens it, whether or not the server is there.
     *
     * @throws UmhaException of type CONFIGURATION if none is named
     */
    public static Database open(Configuration configuration) {
        DatabaseConfig config = configuration.database().required();
        Secret connection = config.connection().orElse(Secret.none());
        return Database.open(DatabaseUrl.choose(connection, config.standalone(), config.dataDirectory()));
    }

    /** Opens it for a command; the embedded one gets its tables, others have to have them. */
    public static Database openReady(Configuration configuration) {
        Database database = open(configuration);
        try {
            requireTables(database, configuration);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public static Stores stores(Database database, Configuration configuration, InstantSource clock) {
        Path keyFile = configuration.program().dataDirectory().resolve("bmc.key");
        return JdbiStores.of(database, keyFile, clock);
    }

    /**
     * Throws as long as the tables are not those of this program; makes those of the embedded database itself.
     *
     * @throws UmhaException EXTERNAL, with the remedy
     */
    static void requireTables(Database database, Configuration configuration) {
        if (configuration.database().standalone()) {
            database.migrate();
        }
        SchemaState state = database.schemaState();
        if (state instanceof SchemaState.Missing) {
            throw new UmhaException(
                    FailureType.EXTERNAL, "the tables are missing in " + database.url() + ": run umha_db_sync");
        } else if (state instanceof SchemaState.Older older) {
            throw new UmhaException(
                    FailureType.EXTERNAL,
                    "the tables in " + database.url() + " are of version " + older.found() + ", needed is "
                            + older.needed() + ": run umha_db_sync");
        } else if (state instanceof SchemaState.Newer newer) {
            throw new UmhaException(
                    FailureType.EXTERNAL,
                    "the tables in " + database.url() + " are of version " + newer.found() + ", this program knows "
                            + newer.known() + ": install the newer program here as well");
        }
    }
}
