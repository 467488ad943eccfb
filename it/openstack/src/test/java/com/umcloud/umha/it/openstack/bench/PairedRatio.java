package com.umcloud.umha.it.openstack.bench;

import java.util.Arrays;
import java.util.List;

/**
 * The geometric mean of paired ratios with its 95 % confidence interval, by Student's t of their logarithms.
 *
 * @param pairs how many, from 1
 * @param mean the geometric mean
 * @param low the lower end of the interval; 0 with a single pair
 * @param high the upper end; infinite with a single pair
 * @param median of the ratios
 */
record PairedRatio(int pairs, double mean, double low, double high, double median) {
    /** Two-sided 95 % quantiles of Student's distribution with 1, 2, ... degrees of freedom. */
    private static final double[] STUDENT = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private static final double NORMAL = 1.960;

    /**
     * The ratios of the numerators to their denominators.
     *
     * @throws IllegalArgumentException if there are none, or not as many of both
     */
    static PairedRatio of(List<Double> numerators, List<Double> denominators) {
        if (numerators.isEmpty() || numerators.size() != denominators.size()) {
            throw new IllegalArgumentException(
                    "pairs are needed, not " + numerators.size() + " and " + denominators.size() + " values");
        }
        double[] logs = new double[numerators.size()];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(numerators.get(i) / denominators.get(i));
        }
        double mean = Arrays.stream(logs).average().orElseThrow();
        double half = logs.length == 1 ? Double.POSITIVE_INFINITY : halfWidth(logs, mean);
        double[] ratios = Arrays.stream(logs).map(Math::exp).toArray();
        return new PairedRatio(
                logs.length, Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half), Numbers.median(ratios));
    }

    private static double halfWidth(double[] logs, double mean) {
        double squares = Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum();
        int freedom = logs.length - 1;
        double student = freedom <= STUDENT.length ? STUDENT[freedom - 1] : NORMAL;
        return student * Math.sqrt(squares / freedom / logs.length);
    }
}
