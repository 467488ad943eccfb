package com.umcloud.umha.core.assessment;

/**
 * A window over the last observations of one signal and the number of bad ones in it that make a fault.
 *
 * @param number size of the window, 1 to 1000
 * @param threshold how many of them have to be bad, 1 to number
 */
public record ValveConfig(int number, int threshold) {
    public ValveConfig {
        if (number < 1 || number > 1000) {
            throw new IllegalArgumentException("a window holds 1 to 1000 observations, not " + number);
        }
        if (threshold < 1 || threshold > number) {
            throw new IllegalArgumentException(
                    "of " + number + " observations 1 to " + number + " make a fault, not " + threshold);
        }
    }

    /**
     * The guide's form: at least {@code number * ratio}, rounded up.
     *
     * @param ratio above 0, at most 1
     */
    public static ValveConfig ofRatio(int number, double ratio) {
        if (!(ratio > 0 && ratio <= 1)) {
            throw new IllegalArgumentException("the ratio is above 0 and at most 1, not " + ratio);
        }
        // 5 * 0.6 is 3.0000000000000004 for some ratios: shave off what only the binary form added
        return new ValveConfig(number, (int) Math.ceil(number * ratio - 1e-9));
    }
}
