package com.umcloud.umha.core.store.database;

import com.umcloud.umha.core.store.LeaseRow;
import com.umcloud.umha.core.store.fixture.Rows;
import com.umcloud.umha.core.store.jdbi.JdbiLeaseStore;
import java.io.IOException;
import java.nio.file.Path;

/** Another process at the same embedded database: tells the lease, renews it in its own name, and ends, or stays for ever. */
final class StandaloneProcess {
    private StandaloneProcess() {}

    public static void main(String[] arguments) throws IOException {
        try (Database database = Database.open(DatabaseUrl.standalone(Path.of(arguments[0])))) {
            database.migrate();
            LeaseRow lease = new JdbiLeaseStore(database).read();
            Rows.execute(database, "UPDATE lease SET holder = 'other', counter = counter + 1");
            System.out.println("epoch " + lease.epoch() + " of " + lease.holder());
            if (arguments[1].equals("stay")) {
                while (System.in.read() >= 0) {
                    // Until this process is killed.
                }
            }
        }
    }
}
