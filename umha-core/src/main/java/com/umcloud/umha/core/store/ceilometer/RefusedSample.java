package com.umcloud.umha.core.store.ceilometer;

/** A sample that the tables cannot hold; it is lost alone. */
final class RefusedSample extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedSample(String reason) {
        super(reason);
    }
}
