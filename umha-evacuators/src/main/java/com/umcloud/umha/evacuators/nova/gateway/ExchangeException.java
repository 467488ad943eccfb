package com.umcloud.umha.evacuators.nova.gateway;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import org.jspecify.annotations.Nullable;

/** A request that got no answer. */
public final class ExchangeException extends UmhaException {
    private static final long serialVersionUID = 1L;

    private final boolean sent;

    ExchangeException(FailureType type, String message, boolean sent, @Nullable Throwable cause) {
        super(type, message, cause);
        this.sent = sent;
    }

    /** Whether the request may have arrived; false if it certainly did not. */
    public boolean maybeArrived() {
        return sent;
    }
}
