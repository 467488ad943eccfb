package com.umcloud.umha.core.store.ceilometer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floats as Python 3's {@code repr} prints them: the fewest digits that read back as the same double, plain from 1e-4 up to
 * 1e16, otherwise with an exponent of at least two digits. Java 17's {@code Double.toString} does not always find the
 * fewest digits.
 */
final class PythonFloatText {
    /** Every decimal number of so many digits survives the way into a double and back. */
    private static final int ALWAYS_KEPT = 15;

    private static final int ALWAYS_ENOUGH = 17;
    private static final int FIRST_EXPONENT = 16;

    private PythonFloatText() {}

    /** Of a finite number; the caller has its own words for the others. */
    static String of(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String sign = value < 0 ? "-" : "";
        return sign
                + (exponent < -4 || exponent >= FIRST_EXPONENT
                        ? withExponent(digits, exponent)
                        : shortest.scale() <= 0 ? shortest.toPlainString() + ".0" : shortest.toPlainString());
    }

    private static String withExponent(String digits, int exponent) {
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String size = Integer.toString(Math.abs(exponent));
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + (size.length() < 2 ? "0" : "") + size;
    }

    private static BigDecimal shortest(double positive) {
        BigDecimal exact = new BigDecimal(positive);
        // Below the normal range a double holds fewer digits, down to one.
        int first = positive < 1e-300 ? 1 : ALWAYS_KEPT;
        for (int digits = first; digits < ALWAYS_ENOUGH; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == positive) {
                return rounded;
            }
        }
        return exact.round(new MathContext(ALWAYS_ENOUGH, RoundingMode.HALF_EVEN));
    }
}
