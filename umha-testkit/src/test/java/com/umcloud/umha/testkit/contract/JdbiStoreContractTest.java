package com.umcloud.umha.testkit.contract;

import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.fixture.Rows;
import com.umcloud.umha.core.store.fixture.TestDatabase;
import com.umcloud.umha.core.store.jdbi.JdbiStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The stores that are shipped, on each kind of database. */
@ParameterizedClass
@EnumSource
class JdbiStoreContractTest extends StoreContract {
    private static JdbiStoresUnderTest database;

    @Parameter
    TestDatabase kind;

    @BeforeParameterizedClassInvocation
    static void open(TestDatabase kind) throws IOException {
        database = new JdbiStoresUnderTest(kind.migrated(), Files.createTempDirectory("umha-contract"));
    }

    @AfterParameterizedClassInvocation
    static void closeDatabase() {
        database.close();
    }

    @Override
    public StoresUnderTest database() {
        return database;
    }

    private static final class JdbiStoresUnderTest implements StoresUnderTest {
        private final Database database;
        private final Path keyFile;
        private final Stores stores;

        JdbiStoresUnderTest(Database database, Path directory) {
            this.database = database;
            this.keyFile = directory.resolve("bmc.key");
            this.stores = JdbiStores.of(database, keyFile, InstantSource.system());
        }

        @Override
        public Stores stores() {
            return stores;
        }

        @Override
        public void clear() {
            Rows.clear(database);
        }

        @Override
        public void close() {
            database.close();
            try {
                Files.deleteIfExists(keyFile);
                Files.delete(keyFile.getParent());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
