package com.umcloud.umha.core.store.database;

/** The kinds of database, with the class of the JDBC driver each needs at run time. */
public enum DatabaseKind {
    /** MySQL 8 or MariaDB 10. */
    MYSQL("com.mysql.cj.jdbc.Driver", "mysql-connector-j"),
    /** H2 in a file that several processes of one machine share. */
    H2_FILE("org.h2.Driver", "h2"),
    /** H2 in the memory of this process. */
    H2_MEMORY("org.h2.Driver", "h2");

    private final String driverClass;
    private final String driverJar;

    DatabaseKind(String driverClass, String driverJar) {
        this.driverClass = driverClass;
        this.driverJar = driverJar;
    }

    String driverClass() {
        return driverClass;
    }

    /** The artifact that holds the driver, as it is called in Maven and in the {@code lib} directory. */
    String driverJar() {
        return driverJar;
    }

    public boolean embedded() {
        return this != MYSQL;
    }
}
