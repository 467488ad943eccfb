package com.umcloud.umha.testkit.contract;

import com.umcloud.umha.core.store.Stores;

/** A database for a contract, whose test is its only user; it is there before the test's first {@code BeforeEach}. */
public interface StoresUnderTest extends AutoCloseable {
    /** The stores on trial, as one processor uses them; the same at each call until the tables are emptied. */
    Stores stores();

    /** Empties all tables and gives the lease back: epoch 0, counter 0, held by nobody. */
    void clear();

    /** Closes what the stores stand on. */
    @Override
    void close();
}
