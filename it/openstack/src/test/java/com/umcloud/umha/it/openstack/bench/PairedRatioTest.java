package com.umcloud.umha.it.openstack.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PairedRatioTest {
    @Test
    void takesTheGeometricMeanOfThePairsAndNotTheRatioOfTheMeans() {
        PairedRatio ratio = PairedRatio.of(List.of(2.0, 10.0), List.of(1.0, 20.0));

        assertThat(ratio.mean()).isCloseTo(1.0, within(1e-12));
        assertThat(ratio.median()).isCloseTo(1.25, within(1e-12));
    }

    @Test
    void hasTheIntervalOfStudentsDistribution() {
        // logarithms 0, ln 2, 2 ln 2: their deviation is ln 2, and 4.303 / sqrt(3) of it is the half width
        PairedRatio ratio = PairedRatio.of(List.of(1.0, 2.0, 4.0), List.of(1.0, 1.0, 1.0));

        assertThat(ratio.mean()).isCloseTo(2.0, within(1e-12));
        double half = 4.303 * Math.log(2) / Math.sqrt(3);
        assertThat(ratio.low()).isCloseTo(2 * Math.exp(-half), within(1e-9));
        assertThat(ratio.high()).isCloseTo(2 * Math.exp(half), within(1e-9));
    }

    @Test
    void saysNothingOfTheSpreadOfASinglePair() {
        PairedRatio ratio = PairedRatio.of(List.of(3.0), List.of(2.0));

        assertThat(ratio.mean()).isCloseTo(1.5, within(1e-12));
        assertThat(ratio.low()).isZero();
        assertThat(ratio.high()).isInfinite();
    }

    @Test
    void coversTheTruthAsOftenAsItPromises() {
        Random random = new Random(20261122);
        int covered = 0;
        int trials = 2000;
        for (int trial = 0; trial < trials; trial++) {
            List<Double> theirs = Stream.generate(() -> Math.exp(random.nextGaussian() * 0.1))
                    .limit(7)
                    .toList();
            List<Double> ours = theirs.stream()
                    .map(time -> time * 1.2 * Math.exp(random.nextGaussian() * 0.1))
                    .toList();
            PairedRatio ratio = PairedRatio.of(ours, theirs);
            covered += ratio.low() <= 1.2 && 1.2 <= ratio.high() ? 1 : 0;
        }
        assertThat(covered / (double) trials).isBetween(0.93, 0.97);
    }

    @Test
    void refusesWhatAreNoPairs() {
        assertThatThrownBy(() -> PairedRatio.of(List.of(), List.of())).hasMessageContaining("pairs are needed");
        assertThatThrownBy(() -> PairedRatio.of(List.of(1.0), List.of())).hasMessageContaining("1 and 0");
    }
}
