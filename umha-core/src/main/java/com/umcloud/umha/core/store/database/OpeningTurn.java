package com.umcloud.umha.core.store.database;

import com.zaxxer.hikari.util.DriverDataSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the embedded database's file, one process of the machine at a time. H2 refuses a file whose lock another
 * process is about to take over from a dead one ("Lock file recently modified"), and the other does not serve before it
 * has opened; who waits for its turn finds either a server or a file that nobody has. The lock of the operating system ends
 * with the process that holds it, however that ends. Called by the pool's threads.
 */
final class OpeningTurn implements DataSource {
    static final String FILE = "umha.opening";

    /** The threads of one process cannot wait for each other with a lock on a file. */
    private static final ReentrantLock THIS_PROCESS = new ReentrantLock();

    private final Path file;
    private final DataSource driver;

    OpeningTurn(Path directory, DatabaseUrl url) {
        this.file = directory.resolve(FILE);
        Properties properties = new Properties();
        properties.putAll(url.driverProperties());
        this.driver = new DriverDataSource(
                url.jdbcUrl(),
                url.kind().driverClass(),
                properties,
                url.username(),
                url.password().reveal());
    }

    @Override
    public Connection getConnection() throws SQLException {
        return inTurn(driver::getConnection);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return inTurn(() -> driver.getConnection(username, password));
    }

    private Connection inTurn(Opening opening) throws SQLException {
        try {
            THIS_PROCESS.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while another thread opened the database", e);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assert lock.isValid();
            return opening.connect();
        } catch (IOException e) {
            throw new SQLTransientConnectionException("no turn to open the database: " + file + ": " + e, e);
        } finally {
            THIS_PROCESS.unlock();
        }
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return driver.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        driver.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        driver.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return driver.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> kind) throws SQLException {
        return driver.unwrap(kind);
    }

    @Override
    public boolean isWrapperFor(Class<?> kind) throws SQLException {
        return driver.isWrapperFor(kind);
    }

    @FunctionalInterface
    private interface Opening {
        Connection connect() throws SQLException;
    }
}
