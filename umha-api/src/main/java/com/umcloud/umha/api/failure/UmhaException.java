package com.umcloud.umha.api.failure;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The unchecked exception of UMHA and its plugins. It means <em>broken</em>: an expected refusal is a value of the
 * method that was called. The message names what it is about (host, file, plugin), the offending value unless it is
 * secret, and the remedy where there is one.
 */
public class UmhaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureType type;

    public UmhaException(FailureType type, String message) {
        this(type, message, null);
    }

    public UmhaException(FailureType type, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.type = Objects.requireNonNull(type, "type");
    }

    public FailureType type() {
        return type;
    }
}
