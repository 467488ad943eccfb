package com.umcloud.umha.core.telemetry;

import com.umcloud.umha.core.telemetry.wire.WireValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Volumes on the wire and in the database. */
final class SampleVolume {
    /** What MySQL reads as a double. */
    private static final Pattern NUMBER =
            Pattern.compile(" *+[+-]?+(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[eE][+-]?+[0-9]++)?+ *+");

    private static final MathContext TWELVE_DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);
    private static final double TOO_LARGE_FOR_LONG = 0x1p63;
    private static final double TWELVE_DIGITS_LIMIT = 1e11;

    private SampleVolume() {}

    /**
     * A whole number becomes an int where that is exact: then every Ceilometer signs it alike. {@code -0.0} stays a float.
     */
    static WireValue toWire(@Nullable Double volume) {
        if (volume == null) {
            return WireValue.Nil.NIL;
        }
        long whole = (long) volume.doubleValue();
        boolean exact = Double.compare((double) whole, volume) == 0 && Math.abs(volume) < TOO_LARGE_FOR_LONG;
        return exact ? new WireValue.Whole(whole) : new WireValue.Real(volume);
    }

    /**
     * Reads a number, a truth value, or text that holds a number, as MySQL does when Ceilometer stores it.
     *
     * @return the volume; NaN or infinite if it is none
     */
    static double fromWire(WireValue value) {
        if (value instanceof WireValue.Whole whole) {
            return whole.value();
        }
        if (value instanceof WireValue.Real real) {
            return real.value();
        }
        if (value instanceof WireValue.Flag flag) {
            return flag.value() ? 1 : 0;
        }
        if (value instanceof WireValue.BigWhole whole) {
            return whole.value().doubleValue();
        }
        String text = value instanceof WireValue.Text wireText ? wireText.toString() : "";
        return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    }

    /**
     * The nearest number that all signature dialects write alike: a whole one, or one of at most 12 significant digits
     * below 1e11. No meter measures more exactly than that.
     */
    static double portable(double volume) {
        if (volume == Math.rint(volume) && Math.abs(volume) < TOO_LARGE_FOR_LONG) {
            return volume;
        }
        if (Math.abs(volume) >= TWELVE_DIGITS_LIMIT && Math.abs(volume) < TOO_LARGE_FOR_LONG) {
            return Math.rint(volume);
        }
        return new BigDecimal(volume).round(TWELVE_DIGITS).doubleValue();
    }
}
