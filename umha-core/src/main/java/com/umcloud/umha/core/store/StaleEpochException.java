package com.umcloud.umha.core.store;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;

/** Another processor holds the lease: whoever meets this must stop acting at once. */
public final class StaleEpochException extends UmhaException {
    private static final long serialVersionUID = 1L;

    public StaleEpochException(long own, long current) {
        super(FailureType.EXTERNAL, "the lease has epoch " + current + ", this processor acted under " + own);
    }
}
