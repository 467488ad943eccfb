package com.umcloud.umha.core.store.database;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Turns what drivers and libraries throw into our exception, with one line of cause. */
final class DatabaseFailures {
    private static final int LONGEST_CAUSE = 300;

    private DatabaseFailures() {}

    static UmhaException external(String what, DatabaseUrl url, Throwable failure) {
        SQLException cause = sqlCause(failure);
        String line = oneLine(cause == null ? failure : cause) + networkCause(failure);
        String remedy = cause != null && SqlFailure.of(cause) == SqlFailure.SCHEMA ? "; run 'umha db sync'" : "";
        return new UmhaException(
                FailureType.EXTERNAL, "could not " + what + " (" + url.description() + "): " + line + remedy, failure);
    }

    /** The driver says "link failure"; what the network said is further in. */
    private static String networkCause(Throwable failure) {
        Throwable innermost = failure;
        for (int depth = 0; innermost.getCause() != null && depth < 20; depth++) {
            innermost = innermost.getCause();
        }
        return innermost instanceof IOException ? " (" + oneLine(innermost) + ")" : "";
    }

    /** The innermost SQLException: the pool and the libraries wrap the server's own. */
    static @Nullable SQLException sqlCause(Throwable failure) {
        SQLException found = null;
        int depth = 0;
        for (Throwable t = failure; t != null && depth < 20; t = t.getCause(), depth++) {
            if (t instanceof SQLException sql) {
                found = sql;
            }
        }
        return found;
    }

    static String oneLine(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message.strip();
        String line = text.lines()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .findFirst()
                .orElse(text);
        return line.length() > LONGEST_CAUSE ? line.substring(0, LONGEST_CAUSE) + "..." : line;
    }
}
