package com.umcloud.umha.core.telemetry.signature;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floats as Python prints them. Ceilometer signs these texts, and hashes the first kind in a resource's metadata. Checked
 * against tables made by Python 2.7 and 3.11.
 */
public final class PythonFloat {
    private static final int SHORTEST_EXPONENT_LIMIT = 16;
    private static final int TWELVE_DIGITS_EXPONENT_LIMIT = 11;
    private static final int LOWEST_PLAIN_EXPONENT = -4;
    private static final int TWELVE = 12;
    private static final MathContext TWELVE_DIGITS = new MathContext(TWELVE, RoundingMode.HALF_EVEN);

    /** The distance of subnormal doubles, with more digits than can matter for twelve of its multiples' digits. */
    private static final BigDecimal SUBNORMAL_STEP = new BigDecimal(Double.MIN_VALUE).round(new MathContext(60));

    private PythonFloat() {}

    /** {@code repr} of Python 2.7 and 3 and {@code str} of Python 3: {@code 0.1}, {@code 100.0}, {@code 1e-07}, {@code nan}. */
    public static String shortest(double value) {
        double magnitude = Math.abs(value);
        if (!(magnitude > 0 && magnitude < Double.POSITIVE_INFINITY)) {
            return special(value);
        }
        ShortestDecimal decimal = ShortestDecimal.of(magnitude);
        return format(value < 0, decimal.digits(), decimal.exponent(), SHORTEST_EXPONENT_LIMIT);
    }

    /** {@code str} of Python 2.7: at most 12 significant digits, {@code 0.333333333333}, {@code 1.23456789012e+11}. */
    public static String twelveDigits(double value) {
        double magnitude = Math.abs(value);
        if (!(magnitude > 0 && magnitude < Double.POSITIVE_INFINITY)) {
            return special(value);
        }
        if (magnitude < Double.MIN_NORMAL) {
            BigDecimal rounded = roundedSubnormal(magnitude);
            return format(
                    value < 0, rounded.unscaledValue().longValue(), -rounded.scale(), TWELVE_DIGITS_EXPONENT_LIMIT);
        }
        ShortestDecimal decimal = ShortestDecimal.of(magnitude);
        int surplus = Long.toString(decimal.digits()).length() - TWELVE;
        if (surplus <= 0) {
            return format(value < 0, decimal.digits(), decimal.exponent(), TWELVE_DIGITS_EXPONENT_LIMIT);
        }
        long digits = rounded(decimal, surplus, magnitude);
        return format(value < 0, digits, decimal.exponent() + surplus, TWELVE_DIGITS_EXPONENT_LIMIT);
    }

    /**
     * Drops {@code surplus} digits. The shortest digits lie on the same side of the middle as the double itself, unless
     * they are the middle: then the double's exact value decides, and the even digit if that is the middle too.
     */
    private static long rounded(ShortestDecimal decimal, int surplus, double magnitude) {
        long divisor = 1;
        for (int digit = 0; digit < surplus; digit++) {
            divisor *= 10;
        }
        long kept = decimal.digits() / divisor;
        int side = Long.compare(decimal.digits() % divisor, divisor / 2);
        if (side == 0) {
            side = new BigDecimal(magnitude).compareTo(BigDecimal.valueOf(decimal.digits(), -decimal.exponent()));
        }
        boolean up = side > 0 || (side == 0 && (kept & 1) != 0);
        return up ? kept + 1 : kept;
    }

    /** The shortest digits of a subnormal may be fewer than its exact ones, so they are computed from its bits. */
    private static BigDecimal roundedSubnormal(double magnitude) {
        return BigDecimal.valueOf(Double.doubleToRawLongBits(magnitude))
                .multiply(SUBNORMAL_STEP)
                .round(TWELVE_DIGITS);
    }

    private static String special(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        return value < 0 ? "-inf" : "inf";
    }

    private static String format(boolean negative, long number, int exponent, int exponentLimit) {
        String written = Long.toString(number);
        int leading = written.length() - 1 + exponent; // the power of ten of the first digit
        int end = written.length();
        while (written.charAt(end - 1) == '0') {
            end--;
        }
        String digits = written.substring(0, end);
        StringBuilder text = new StringBuilder(26);
        if (negative) {
            text.append('-');
        }
        if (leading < LOWEST_PLAIN_EXPONENT || leading >= exponentLimit) {
            appendWithExponent(text, digits, leading);
        } else if (leading < 0) {
            text.append("0.").append("0".repeat(-leading - 1)).append(digits);
        } else if (digits.length() <= leading + 1) {
            text.append(digits)
                    .append("0".repeat(leading + 1 - digits.length()))
                    .append(".0");
        } else {
            text.append(digits, 0, leading + 1).append('.').append(digits, leading + 1, digits.length());
        }
        return text.toString();
    }

    private static void appendWithExponent(StringBuilder text, String digits, int leading) {
        text.append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append('e').append(leading < 0 ? '-' : '+');
        int magnitude = Math.abs(leading);
        if (magnitude < 10) {
            text.append('0');
        }
        text.append(magnitude);
    }
}
