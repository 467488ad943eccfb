package com.umcloud.umha.core.store.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/** Tells the pool which of H2's errors mean that the connection is of no use any more; it knows those of MySQL. */
public final class BrokenConnection implements SQLExceptionOverride {
    // 90067 connection broken, 90098 database closed, 90108 out of memory, 90121 database closing.
    private static final Set<Integer> H2_CODES = Set.of(90067, 90098, 90108, 90121);

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return H2_CODES.contains(failure.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
