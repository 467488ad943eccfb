package com.umcloud.umha.core.store.ceilometer;

import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.database.DatabaseUrl;
import com.umcloud.umha.core.store.fixture.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Where Ceilometer's tables may come from. */
enum CeilometerGround {
    OURS_ON_H2(TestDatabase.H2, ""),
    OURS_ON_MARIADB(TestDatabase.MARIADB, ""),
    DBSYNC_ON_MARIADB(TestDatabase.MARIADB, "dbsync.sql"),
    UPGRADED_ON_MARIADB(TestDatabase.MARIADB, "upgraded.sql");

    private final TestDatabase kind;
    private final String script;

    CeilometerGround(TestDatabase kind, String script) {
        this.kind = kind;
        this.script = script;
    }

    /** Ceilometer's tables as they were, ours not yet made. */
    DatabaseUrl unmigrated() {
        DatabaseUrl url = kind.newDatabase();
        if (!script.isEmpty()) {
            try (Database database = Database.open(url)) {
                database.write(
                        "test", handle -> handle.createScript(read(script)).execute());
            }
        }
        return url;
    }

    Database migrated() {
        Database database = Database.open(unmigrated());
        database.migrate();
        return database;
    }

    boolean madeByCeilometer() {
        return !script.isEmpty();
    }

    private static String read(String name) {
        try (InputStream in = CeilometerGround.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
