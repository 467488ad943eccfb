package com.umcloud.umha.core.store.ceilometer;

/** A remembered meter or resource was removed by the expirer meanwhile. */
final class MissingParent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingParent(Throwable cause) {
        super(cause);
    }
}
