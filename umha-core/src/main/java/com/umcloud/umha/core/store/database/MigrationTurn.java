package com.umcloud.umha.core.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * One process at a time migrates an embedded database. Flyway locks its history table for that, but on H2 each statement that
 * makes a table commits and so gives the lock up; this one is held by a connection that does nothing else.
 */
final class MigrationTurn {
    private static final int WAIT_SECONDS = 60;
    private static final int RACES = 5;

    private MigrationTurn() {}

    /** What is done alone. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Waits until no other process migrates, a minute at most, and does the work before any other begins. */
    static <T> T alone(DataSource dataSource, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            makeRow(statement);
            connection.setAutoCommit(false);
            try {
                statement
                        .executeQuery("SELECT id FROM umha_turn.migration WHERE id = 1 FOR UPDATE WAIT " + WAIT_SECONDS)
                        .close();
                return work.run();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** Two that make the same thing at the same moment get in each other's way, and then it is there. */
    private static void makeRow(Statement statement) throws SQLException {
        for (int race = 1; ; race++) {
            try {
                statement.execute("CREATE SCHEMA IF NOT EXISTS umha_turn");
                statement.execute("CREATE TABLE IF NOT EXISTS umha_turn.migration (id INT PRIMARY KEY)");
                statement.execute("INSERT INTO umha_turn.migration (id) SELECT 1 WHERE NOT EXISTS"
                        + " (SELECT 1 FROM umha_turn.migration)");
                return;
            } catch (SQLException e) {
                if (race == RACES) {
                    throw e;
                }
            }
        }
    }
}
