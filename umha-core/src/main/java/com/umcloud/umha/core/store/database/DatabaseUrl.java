package com.umcloud.umha.core.store.database;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the database is. The JDBC URL never holds the password, and neither {@link #toString} nor any message about it
 * shows one.
 */
public final class DatabaseUrl {
    private static final String H2_OPTIONS =
            ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;LOCK_TIMEOUT=3000";

    private final DatabaseKind kind;
    private final String jdbcUrl;
    private final String username;
    private final Secret password;
    private final Map<String, String> driverProperties;
    private final String description;
    private final List<String> remarks;
    private final Optional<Path> directory;

    private DatabaseUrl(
            DatabaseKind kind,
            String jdbcUrl,
            String username,
            Secret password,
            Map<String, String> driverProperties,
            String description,
            List<String> remarks,
            Optional<Path> directory) {
        this.kind = kind;
        this.jdbcUrl = jdbcUrl;
        this.username = username;
        this.password = password;
        this.driverProperties = Map.copyOf(driverProperties);
        this.description = description;
        this.remarks = List.copyOf(remarks);
        this.directory = directory;
    }

    /**
     * What the configuration asks for.
     *
     * @param connection {@code [database] connection} or {@code [db] connection}; empty if not set
     * @param standalone {@code standalone}: the embedded database; it wins over a connection
     * @param dataDirectory where the embedded database's file is
     * @throws UmhaException CONFIGURATION if there is neither, or the connection cannot be used
     */
    public static DatabaseUrl choose(Secret connection, boolean standalone, Path dataDirectory) {
        if (standalone) {
            return standalone(dataDirectory);
        }
        if (connection.reveal().isBlank()) {
            throw new UmhaException(
                    FailureType.CONFIGURATION,
                    "no database: set connection = mysql://user:password@host/database in section [db] (or [database]), or"
                            + " standalone = true for the embedded one, which serves a single controller");
        }
        return parse(connection);
    }

    /** As {@link #parse(String)}; the secret is not shown in any message. */
    public static DatabaseUrl parse(Secret url) {
        return parse(url.reveal());
    }

    /**
     * Reads an SQLAlchemy URL of MySQL or MariaDB, such as {@code mysql+pymysql://user:password@host:3306/database?charset=utf8}.
     * User, password and database may be percent-encoded. The character set asked for does not matter: the connection
     * is always utf8mb4.
     *
     * @throws UmhaException CONFIGURATION if it cannot be used; the message holds no password
     */
    public static DatabaseUrl parse(String url) {
        SqlAlchemyUrl parsed = SqlAlchemyUrl.parse(url);
        String host = parsed.host().contains(":") ? "[" + parsed.host() + "]" : parsed.host();
        String database = SqlAlchemyUrl.percentEncode(parsed.database());
        return new DatabaseUrl(
                DatabaseKind.MYSQL,
                "jdbc:mysql://" + host + ":" + parsed.port() + "/" + database,
                parsed.username(),
                parsed.password(),
                MySqlProperties.of(parsed.encrypted()),
                "MySQL " + parsed.username() + "@" + host + ":" + parsed.port() + "/" + parsed.database(),
                parsed.remarks(),
                Optional.empty());
    }

    /**
     * The embedded database: a file in the data directory that several processes of this machine may use at the same
     * time. The first of them serves the others on a loopback port.
     */
    public static DatabaseUrl standalone(Path dataDirectory) {
        Path file = dataDirectory.toAbsolutePath().normalize().resolve("umha");
        if (file.toString().indexOf(';') >= 0) {
            throw new UmhaException(
                    FailureType.CONFIGURATION, "the data directory " + dataDirectory + " must not contain a semicolon");
        }
        return new DatabaseUrl(
                DatabaseKind.H2_FILE,
                "jdbc:h2:file:" + file + H2_OPTIONS + ";AUTO_SERVER=TRUE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0",
                "umha",
                Secret.none(),
                Map.of(),
                "H2 " + file,
                List.of(),
                Optional.of(dataDirectory.toAbsolutePath().normalize()));
    }

    /** An embedded database in memory that lasts as long as this JVM; for tests and simulations. */
    public static DatabaseUrl memory(String name) {
        return new DatabaseUrl(
                DatabaseKind.H2_MEMORY,
                "jdbc:h2:mem:" + name + H2_OPTIONS + ";DB_CLOSE_DELAY=-1",
                "umha",
                Secret.none(),
                Map.of(),
                "H2 memory " + name,
                List.of(),
                Optional.empty());
    }

    public DatabaseKind kind() {
        return kind;
    }

    /** Without user and password. */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    public String username() {
        return username;
    }

    public Secret password() {
        return password;
    }

    /** What the driver is told besides user and password. */
    Map<String, String> driverProperties() {
        return driverProperties;
    }

    /** Where the embedded database's file is; empty if there is none. */
    Optional<Path> directory() {
        return directory;
    }

    /** One line for people, without the password: what, who, where. */
    public String description() {
        return description;
    }

    /** What the operator should know about parts of the URL that are not followed. */
    public List<String> remarks() {
        return remarks;
    }

    @Override
    public String toString() {
        return description;
    }
}
