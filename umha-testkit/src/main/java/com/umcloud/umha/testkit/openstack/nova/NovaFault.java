package com.umcloud.umha.testkit.openstack.nova;

/** Nova refuses a request: becomes an HTTP error in Nova's form. */
final class NovaFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String text;

    NovaFault(int status, String message) {
        super(message, null, false, false);
        this.status = status;
        this.text = message;
    }

    int status() {
        return status;
    }

    String text() {
        return text;
    }
}
