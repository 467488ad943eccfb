package com.umcloud.umha.core.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "web-1, web-1",
        "web-*, web-",
        "web-*, web-12",
        "*-db, prod-db-db",
        "web-?, web-7",
        "*, ''",
        "'', ''",
        "a*b*c, a-b-b-c",
        "TRUE, True",
        "gr?n, grün",
        "GRÜN, grün",
        "?, 😀",
        "a.c, a.c",
        "[ab], [ab]",
    })
    void matches(String pattern, String text) {
        assertThat(new Glob(pattern).matches(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "web-1, web-11",
        "web-1, my-web-1",
        "web-?, web-",
        "web-?, web-12",
        "a*b, a-b-c",
        "'', a",
        "a.c, abc",
        "[ab], a",
        "?, ''",
    })
    void doesNotMatch(String pattern, String text) {
        assertThat(new Glob(pattern).matches(text)).isFalse();
    }

    @Test
    void aPatternOfManyStarsIsNoTrap() {
        Glob glob = new Glob("a*".repeat(60) + "b");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(glob.matches("a".repeat(5000))).isFalse());
    }
}
