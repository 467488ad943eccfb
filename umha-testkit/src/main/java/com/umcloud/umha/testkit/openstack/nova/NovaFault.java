package com.umcloud.umha.testkit.openstack.nova;

/** Nova refuses what it is asked for: an HTTP error in Nova's form, or what a caller in the same process is told. */
public final class NovaFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String text;

    NovaFault(int status, String message) {
        super(message, null, false, false);
        this.status = status;
        this.text = message;
    }

    /** The HTTP status that it has, such as 409. */
    public int status() {
        return status;
    }

    /** Nova's own words. */
    public String text() {
        return text;
    }
}
