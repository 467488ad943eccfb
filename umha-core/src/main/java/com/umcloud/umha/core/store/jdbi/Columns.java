package com.umcloud.umha.core.store.jdbi;

import com.umcloud.umha.core.store.database.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/** Reads columns into the types of the rows. */
final class Columns {
    private Columns() {}

    static Instant time(ResultSet row, String column) throws SQLException {
        return optionalTime(row, column)
                .orElseThrow(() -> new SQLException("column " + column + " holds no time", "22004"));
    }

    static Optional<Instant> optionalTime(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class)).map(DatabaseTime::fromColumn);
    }

    static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
