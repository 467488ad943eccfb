package com.umcloud.umha.notifiers.smtp;

/** Whether the way to the mail server is encrypted: {@code [email] tls}. */
public enum TlsMode {
    /** STARTTLS if the server offers it; TLS from the first byte on port 465. */
    AUTO,
    /** STARTTLS, or nothing is sent (RFC 3207). */
    STARTTLS,
    /** TLS from the first byte (RFC 8314). */
    SSL,
    /** In the clear. */
    NONE
}
