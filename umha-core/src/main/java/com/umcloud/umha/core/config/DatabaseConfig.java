package com.umcloud.umha.core.config;

import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.config.problem.ConfigurationException;
import com.umcloud.umha.core.config.problem.ConfigurationProblem;
import com.umcloud.umha.core.config.problem.Origin;
import com.umcloud.umha.core.config.problem.ProblemSeverity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where UMHA keeps its data.
 *
 * @param connection SQLAlchemy's address: {@code [db] connection}, else {@code [database] metering_connection}, else
 *     {@code [database] connection}; empty if none is set
 * @param standalone {@code [DEFAULT] standalone}: the embedded database is used
 * @param dataDirectory {@code [DEFAULT] data_directory}: where the embedded one lies
 */
public record DatabaseConfig(Optional<Secret> connection, boolean standalone, Path dataDirectory) {
    static DatabaseConfig of(Configuration configuration) {
        Optional<Secret> connection = List.of(
                        configuration.secret("db", "connection"),
                        configuration.secret("database", "metering_connection"),
                        configuration.secret("database", "connection"))
                .stream()
                .filter(secret -> !secret.isEmpty())
                .findFirst();
        return new DatabaseConfig(
                connection,
                configuration.flag("DEFAULT", "standalone"),
                configuration.path("DEFAULT", "data_directory").orElseThrow());
    }

    /**
     * For a program that needs a database.
     *
     * @throws ConfigurationException if none is named; it says both ways out
     */
    public DatabaseConfig required() {
        if (connection.isEmpty() && !standalone) {
            throw new ConfigurationException(List.of(new ConfigurationProblem(
                    ProblemSeverity.ERROR,
                    Origin.DEFAULT,
                    "db",
                    "connection",
                    "",
                    "no database is named",
                    "write [db] connection = mysql://USER:PASSWORD@HOST/DATABASE?charset=utf8 into umha.conf, or, for a trial"
                            + " on one machine, [DEFAULT] standalone = true")));
        }
        return this;
    }
}
