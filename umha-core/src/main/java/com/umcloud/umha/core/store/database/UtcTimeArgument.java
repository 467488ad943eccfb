package com.umcloud.umha.core.store.database;

import java.sql.Types;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Hands times to the driver as text. As a {@code Timestamp} they would pass through this JVM's time zone with its gaps, and
 * MySQL Connector/J cuts the fraction off for MariaDB, which greets as version 5.5.5 and so seems too old to know fractions.
 */
final class UtcTimeArgument extends AbstractArgumentFactory<LocalDateTime> {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    UtcTimeArgument() {
        super(Types.TIMESTAMP);
    }

    @Override
    protected Argument build(LocalDateTime value, ConfigRegistry config) {
        return (position, statement, context) -> statement.setString(position, FORM.format(value));
    }
}
