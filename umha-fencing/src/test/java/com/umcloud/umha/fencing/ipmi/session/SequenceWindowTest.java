package com.umcloud.umha.fencing.ipmi.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceWindowTest {
    private final SequenceWindow window = new SequenceWindow();

    @Test
    void eachNumberPassesOnce() {
        assertThat(window.admit(1)).isTrue();
        assertThat(window.admit(1)).isFalse();
        assertThat(window.admit(2)).isTrue();
        assertThat(window.admit(1)).isFalse();
    }

    @Test
    void whatWasOvertakenPassesUntilItIsTooOld() {
        assertThat(window.admit(100)).isTrue();
        assertThat(window.admit(84)).isTrue();
        assertThat(window.admit(84)).isFalse();
        assertThat(window.admit(83)).isFalse();
        assertThat(window.admit(1000)).isTrue();
        assertThat(window.admit(100)).isFalse();
        assertThat(window.admit(999)).isTrue();
    }

    @Test
    void zeroNeverPassesAndLargeNumbersArePositive() {
        assertThat(window.admit(0)).isFalse();
        assertThat(window.admit(Integer.MAX_VALUE)).isTrue();
        assertThat(window.admit(-1)).isTrue();
        assertThat(window.admit(5)).isFalse();
    }
}
