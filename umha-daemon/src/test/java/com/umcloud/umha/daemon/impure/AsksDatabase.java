package com.umcloud.umha.daemon.impure;

import java.sql.Connection;
import java.sql.SQLException;

final class AsksDatabase {
    private AsksDatabase() {}

    static boolean value(Connection connection) throws SQLException {
        return connection.isClosed();
    }
}
