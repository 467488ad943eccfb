package com.umcloud.umha.core.store.database;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** Makes the pool of connections. */
final class ConnectionPool {
    private ConnectionPool() {}

    static HikariDataSource open(DatabaseUrl url, PoolLimits limits) {
        if (url.kind().embedded()) {
            // H2 listens on all interfaces unless told otherwise, and reads this once, when its classes are loaded.
            System.setProperty("h2.bindAddress", "127.0.0.1");
        }
        requireDriver(url.kind());
        url.directory().ifPresent(ConnectionPool::makeDataDirectory);
        HikariConfig config = new HikariConfig();
        config.setPoolName("umha-database");
        url.directory()
                .ifPresentOrElse(
                        directory -> config.setDataSource(new OpeningTurn(directory, url)),
                        () -> connectByDriver(config, url));
        config.setMaximumPoolSize(limits.connections());
        config.setMinimumIdle(Math.min(2, limits.connections()));
        config.setConnectionTimeout(limits.borrowLimit().toMillis());
        config.setValidationTimeout(Math.min(3000, limits.borrowLimit().toMillis()));
        config.setInitializationFailTimeout(-1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setMaxLifetime(TimeUnit.MINUTES.toMillis(10));
        config.setIdleTimeout(TimeUnit.MINUTES.toMillis(5));
        config.setExceptionOverrideClassName(BrokenConnection.class.getName());
        return new HikariDataSource(config);
    }

    private static void connectByDriver(HikariConfig config, DatabaseUrl url) {
        config.setDriverClassName(url.kind().driverClass());
        config.setJdbcUrl(url.jdbcUrl());
        config.setUsername(url.username());
        config.setPassword(url.password().reveal());
        url.driverProperties().forEach(config::addDataSourceProperty);
    }

    private static void requireDriver(DatabaseKind kind) {
        try {
            Class.forName(kind.driverClass());
        } catch (ClassNotFoundException e) {
            throw new UmhaException(
                    FailureType.CONFIGURATION,
                    "the JDBC driver " + kind.driverClass() + " is missing: put " + kind.driverJar()
                            + "-VERSION.jar on the class path (the lib directory of the installation)",
                    e);
        }
    }

    private static void makeDataDirectory(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                if (directory.getParent() != null) {
                    Files.createDirectories(directory.getParent());
                }
                if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                    Files.createDirectory(
                            directory,
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                } else {
                    Files.createDirectory(directory);
                }
            }
        } catch (IOException e) {
            throw new UmhaException(
                    FailureType.CONFIGURATION,
                    "the data directory " + directory + " cannot be made: " + DatabaseFailures.oneLine(e),
                    e);
        }
    }
}
