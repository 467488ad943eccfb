package com.umcloud.umha.core.store.database;

import java.sql.DataTruncation;
import java.sql.SQLException;
import java.util.Set;

/** What a refused statement means for the one who sent it; the same for MySQL, MariaDB and H2. */
public enum SqlFailure {
    /** Another transaction was in the way: the same transaction may succeed when it is done again. */
    CONTENTION,
    /** A row that this one points to does not exist (any more). */
    MISSING_PARENT,
    /** Other rows still point to this one. */
    STILL_REFERENCED,
    /** A row with this key exists already. */
    DUPLICATE,
    /** The values do not fit into the columns; other rows may. */
    BAD_VALUE,
    /** A table or column is missing. */
    SCHEMA,
    /** Anything else: no connection, no permission, no space. */
    OTHER;

    // MySQL: 1205 lock wait time-out, 1213 deadlock (also a refused Galera certification), 1020 record changed
    // (MariaDB).
    // H2: 40001 deadlock, 50200 lock time-out, 90131 concurrent update.
    private static final Set<Integer> CONTENTION_CODES = Set.of(1205, 1213, 1020, 40001, 50200, 90131);
    // MySQL: 1452 and 1216; H2: 23506.
    private static final Set<Integer> MISSING_PARENT_CODES = Set.of(1452, 1216, 23506);
    // MySQL: 1451 and 1217; H2: 23503.
    private static final Set<Integer> STILL_REFERENCED_CODES = Set.of(1451, 1217, 23503);
    // MySQL: 1062; H2: 23505.
    private static final Set<Integer> DUPLICATE_CODES = Set.of(1062, 23505);
    // MySQL: 1048 null, 1264 range, 1265 truncated, 1292 and 1366 incorrect value (4-byte characters), 1406 too long,
    // 3988, 1977, 1267, 1270 and 1271 no conversion between character sets, 4025 and 3819 check violated.
    private static final Set<Integer> BAD_VALUE_CODES =
            Set.of(1048, 1264, 1265, 1292, 1366, 1406, 3988, 1977, 1267, 1270, 1271, 4025, 3819);
    // MySQL: 1146 table, 1054 column; H2: 42102 to 42104 table, 42122 column.
    private static final Set<Integer> SCHEMA_CODES = Set.of(1146, 1054, 42102, 42103, 42104, 42122);

    public static SqlFailure of(SQLException failure) {
        int code = failure.getErrorCode();
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (CONTENTION_CODES.contains(code) || state.startsWith("40")) {
            return CONTENTION;
        }
        if (MISSING_PARENT_CODES.contains(code)) {
            return MISSING_PARENT;
        }
        if (STILL_REFERENCED_CODES.contains(code)) {
            return STILL_REFERENCED;
        }
        if (DUPLICATE_CODES.contains(code)) {
            return DUPLICATE;
        }
        if (BAD_VALUE_CODES.contains(code)
                || failure instanceof DataTruncation
                || state.startsWith("22")
                || state.startsWith("23")) {
            return BAD_VALUE;
        }
        return SCHEMA_CODES.contains(code) ? SCHEMA : OTHER;
    }
}
