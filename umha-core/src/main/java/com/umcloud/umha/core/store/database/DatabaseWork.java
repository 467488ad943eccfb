package com.umcloud.umha.core.store.database;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a connection. It may be called again after a deadlock, so it changes nothing but the database.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface DatabaseWork<T extends @Nullable Object> {
    T run(Handle handle) throws SQLException;
}
