package com.umcloud.umha.testkit.contract;

import org.junit.jupiter.api.BeforeEach;

/**
 * What the engine, the collector and the commands rely on of a database: subclassed for the real stores and for those of the
 * simulation, which have to answer alike.
 */
public abstract class StoreContract
        implements IncidentStoreContract,
                LeaseStoreContract,
                OutboxStoreContract,
                HostStoreContract,
                OperatorStoreContract,
                SampleStoreContract {
    @BeforeEach
    void beginAnew() {
        database().clear();
    }
}
