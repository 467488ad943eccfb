package com.umcloud.umha.core.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValveConfigTest {
    @ParameterizedTest
    @CsvSource({
        "5, 0.6, 3",
        "6, 0.6, 4",
        "10, 0.7, 7",
        "1, 0.1, 1",
        "3, 0.34, 2",
        "100, 0.29, 29",
        "6, 1.0, 6",
        "1000, 1, 1000"
    })
    void theThresholdIsTheShareRoundedUp(int number, double ratio, int threshold) {
        assertThat(ValveConfig.ofRatio(number, ratio)).isEqualTo(new ValveConfig(number, threshold));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1001, 1", "6, 0", "6, 7"})
    void numbersOutOfRangeAreRefused(int number, int threshold) {
        assertThatThrownBy(() -> new ValveConfig(number, threshold))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not " + (number == 6 ? threshold : number));
    }

    @Test
    void aRatioIsAboveNoneAndAtMostAll() {
        assertThatThrownBy(() -> ValveConfig.ofRatio(6, 0)).hasMessageContaining("not 0.0");
        assertThatThrownBy(() -> ValveConfig.ofRatio(6, 1.01)).hasMessageContaining("not 1.01");
        assertThatThrownBy(() -> ValveConfig.ofRatio(6, Double.NaN)).hasMessageContaining("not NaN");
    }
}
