package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.testkit.contract.StoreContract;
import com.umcloud.umha.testkit.contract.StoresUnderTest;
import com.umcloud.umha.testkit.simulation.time.Agenda;
import com.umcloud.umha.testkit.simulation.time.Chance;
import java.time.Instant;

/** The database of the simulation answers as a real one does. */
class MemoryStoreContractTest extends StoreContract {
    private final MemoryStores database = new MemoryStores();

    @Override
    public StoresUnderTest database() {
        return database;
    }

    private static final class MemoryStores implements StoresUnderTest {
        private Stores stores = empty();

        private static Stores empty() {
            Agenda agenda = new Agenda(Instant.parse("2026-03-08T02:30:00Z"));
            return new MemoryDatabase(agenda, new Chance(1)).connect("here").stores();
        }

        @Override
        public Stores stores() {
            return stores;
        }

        @Override
        public void clear() {
            stores = empty();
        }

        @Override
        public void close() {}
    }
}
