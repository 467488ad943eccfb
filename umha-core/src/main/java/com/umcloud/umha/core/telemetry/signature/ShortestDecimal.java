package com.umcloud.umha.core.telemetry.signature;

import java.math.BigInteger;

/**
 * The decimal number of fewest digits that reads back as a given double, and of those the closest: what Python prints.
 * {@code Double.toString} finds it only since JDK 19. The method is Schubfach (R. Giulietti, "The Schubfach way to render
 * doubles", 2020): scale the borders of the double's rounding interval by a power of ten to at most 128 bits with the
 * rounded-off part kept as a sticky bit, then look for a multiple of ten, else a whole number, between them.
 *
 * @param digits the digits as a number without trailing zeros, above zero, of at most 17 digits
 * @param exponent the number is {@code digits * 10^exponent}
 */
record ShortestDecimal(long digits, int exponent) {
    private static final int FRACTION_BITS = 52;
    private static final int EXPONENT_BIAS = 1075;
    private static final int SMALLEST_POWER = -292;
    private static final int LARGEST_POWER = 324;

    private static final long[] POWERS_HIGH = new long[LARGEST_POWER - SMALLEST_POWER + 1];
    private static final long[] POWERS_LOW = new long[LARGEST_POWER - SMALLEST_POWER + 1];

    static {
        for (int power = SMALLEST_POWER; power <= LARGEST_POWER; power++) {
            BigInteger scaled = scaledPowerOfTen(power);
            POWERS_HIGH[power - SMALLEST_POWER] = scaled.shiftRight(Long.SIZE).longValue();
            POWERS_LOW[power - SMALLEST_POWER] = scaled.longValue();
        }
    }

    /** Finds it for a finite double above zero. */
    static ShortestDecimal of(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & ((1L << FRACTION_BITS) - 1);
        int biased = (int) (bits >>> FRACTION_BITS);
        long significand = biased == 0 ? fraction : fraction | (1L << FRACTION_BITS);
        int binaryExponent = Math.max(biased, 1) - EXPONENT_BIAS;
        // below a power of two the next double is only half as far away
        boolean lowerBorderCloser = fraction == 0 && biased > 1;

        int exponent = floorLog10(binaryExponent, lowerBorderCloser);
        int power = -exponent;
        int shift = binaryExponent + floorLog2OfPowerOfTen(power) + 1;
        long centre = scale((4 * significand) << shift, power);
        long lower = scale((4 * significand - (lowerBorderCloser ? 1 : 2)) << shift, power);
        long upper = scale((4 * significand + 2) << shift, power);
        boolean bordersBelong = (significand & 1) == 0; // a tie reads back as the even neighbour
        return choose(centre, bordersBelong ? lower : lower + 1, bordersBelong ? upper : upper - 1, exponent);
    }

    /** Chooses within [lower, upper], all three in quarters of 10^exponent. */
    private static ShortestDecimal choose(long centre, long lower, long upper, int exponent) {
        long whole = centre / 4;
        long ten = whole / 10 * 10;
        boolean tenInside = whole >= 10 && lower <= 4 * ten;
        boolean nextTenInside = whole >= 10 && 4 * (ten + 10) <= upper;
        if (tenInside != nextTenInside) {
            return stripped(tenInside ? ten : ten + 10, exponent);
        }
        boolean wholeInside = lower <= 4 * whole;
        boolean nextInside = 4 * (whole + 1) <= upper;
        if (wholeInside != nextInside) {
            return stripped(wholeInside ? whole : whole + 1, exponent);
        }
        long middle = 4 * whole + 2;
        boolean roundUp = centre > middle || (centre == middle && (whole & 1) != 0);
        return stripped(roundUp ? whole + 1 : whole, exponent);
    }

    private static ShortestDecimal stripped(long digits, int exponent) {
        long stripped = digits;
        int raised = exponent;
        while (stripped % 10 == 0) {
            stripped /= 10;
            raised++;
        }
        return new ShortestDecimal(stripped, raised);
    }

    /** The upper 64 of the 192 bits of {@code factor * 10^power} scaled; its lowest bit is set if something was cut off. */
    private static long scale(long factor, int power) {
        long high = POWERS_HIGH[power - SMALLEST_POWER];
        long low = POWERS_LOW[power - SMALLEST_POWER];
        long carried = unsignedMultiplyHigh(low, factor);
        long middle = high * factor + carried;
        long top = unsignedMultiplyHigh(high, factor);
        if (Long.compareUnsigned(middle, carried) < 0) {
            top++;
        }
        // the power was rounded up in its last bit, so that a remainder of one is none
        boolean cutOff = Long.compareUnsigned(middle, 1) > 0;
        return cutOff ? top | 1 : top;
    }

    private static long unsignedMultiplyHigh(long power, long positiveFactor) {
        return Math.multiplyHigh(power, positiveFactor) + ((power >> 63) & positiveFactor);
    }

    /** 10^power times the power of two that makes it a number of exactly 128 bits, rounded up. */
    private static BigInteger scaledPowerOfTen(int power) {
        BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
        if (power < 0) {
            return ceilingDivide(BigInteger.ONE.shiftLeft(127 + ten.bitLength()), ten);
        }
        int excess = ten.bitLength() - 128;
        return excess <= 0 ? ten.shiftLeft(-excess) : ceilingDivide(ten, BigInteger.ONE.shiftLeft(excess));
    }

    private static BigInteger ceilingDivide(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
    }

    /** floor(log10(2^power)), or of three quarters of it; exact for |power| up to 1500. */
    private static int floorLog10(int power, boolean threeQuarters) {
        return (power * 1_262_611 - (threeQuarters ? 524_031 : 0)) >> 22;
    }

    /** floor(log2(10^power)); exact for |power| up to 1233. */
    private static int floorLog2OfPowerOfTen(int power) {
        return (power * 1_741_647) >> 19;
    }
}
