package com.umcloud.umha.core.telemetry.signature;

/**
 * How a Ceilometer turns values into the text it signs. The dialects agree on everything but lists that hold text or maps,
 * floats of more than 12 digits or from 1e11 on, and binary values (observed with Ceilometer Mitaka, Newton and 19 on
 * Python 2.7 and 3).
 */
public enum SignatureDialect {
    /**
     * Newton 7.0.3 and later on Python 3: text in a list is written as bytes, {@code b'..'}. The one we sign with.
     */
    PYTHON_3_NEWTON(false),
    /**
     * Mitaka and Newton on Python 2.7: text in a list as {@code '..'} with escaped bytes, floats outside a list with 12
     * digits, so that a change of the digits after them goes unnoticed. A map within a list is in the hash order of the sender, which is taken from the wire; it fits unless the
     * sender's table had collisions.
     */
    PYTHON_2(true),
    /** Mitaka and Newton up to 7.0.2 on Python 3: text in a list as {@code '..'}, only what cannot be printed is escaped. */
    PYTHON_3_MITAKA(false);

    private final boolean twelveDigits;

    SignatureDialect(boolean twelveDigits) {
        this.twelveDigits = twelveDigits;
    }

    /** The text of a float that is not in a list. */
    String text(double value) {
        return twelveDigits ? PythonFloat.twelveDigits(value) : PythonFloat.shortest(value);
    }
}
