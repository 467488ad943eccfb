package com.umcloud.umha.evacuators.nova.gateway;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;

/** Keystone does not accept the account; trying again at once would only get it locked. */
final class RefusedLoginException extends UmhaException {
    private static final long serialVersionUID = 1L;

    RefusedLoginException(String message) {
        super(FailureType.EXTERNAL, message);
    }
}
