package com.umcloud.umha.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MeterMatcherTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    *                    | true  | true
                    **                   | true  | true
                    storage_*            | true  | false
                    st?rage_connectivity | true  | false
                    !storage*            | false | true
                    * !storage*          | false | true
                    !*                   | false | false
                    storage_connectivity | true  | false
                    cpu storage*         | true  | true
                    *_connectivity cpu   | true  | true
                    Storage_*            | false | false
                    [a-s]torage*         | true  | false
                    [!c]*                | true  | false
                    """)
    void takesWhatCeilometerTakes(String patterns, boolean storage, boolean cpu) {
        MeterMatcher matcher = MeterMatcher.of(List.of(patterns.split(" ", -1)));
        assertThat(matcher.matches("storage_connectivity")).isEqualTo(storage);
        assertThat(matcher.matches("cpu")).isEqualTo(cpu);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cpu !disk.*     | both included and excluded meters
                    * cpu           | already takes every meter
                    * cpu !disk     | both included and excluded meters
                    """)
    void refusesWhatCeilometerRefuses(String patterns, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeterMatcher.of(List.of(patterns.split(" ", -1))))
                .withMessageContaining(reason);
    }

    @Test
    void refusesNothingAndEmptyNames() {
        assertThatIllegalArgumentException().isThrownBy(() -> MeterMatcher.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> MeterMatcher.of(List.of("cpu", "")));
    }

    @Test
    void namesThatBeginWithAStarMayStandBesideNegations() {
        MeterMatcher matcher = MeterMatcher.of(List.of("*connectivity", "!business*"));
        assertThat(matcher.matches("storage_connectivity")).isTrue();
        assertThat(matcher.matches("business_connectivity")).isFalse();
        assertThat(matcher.matches("cpu")).isFalse();
    }

    @Test
    void plainNamesAreThoseWithoutWildcards() {
        assertThat(MeterMatcher.of(List.of("cpu", "disk.*", "me[mt]er", "a?b", "memory"))
                        .plainNames())
                .containsExactly("cpu", "memory");
        assertThat(MeterMatcher.of(List.of("!cpu")).plainNames()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a.b      | a.b   | true
                    a.b      | axb   | false
                    a[       | a[    | true
                    a[]]     | a]    | true
                    a[!]]    | a]    | false
                    a[!]]    | ab    | true
                    a[^b]    | a^    | true
                    a[^b]    | ac    | false
                    a[z-b]   | ac    | false
                    a[!z-b]  | ac    | true
                    a[b-]    | a-    | true
                    a[&&b]   | a&    | true
                    a[\\d]   | ad    | true
                    a[\\d]   | a7    | false
                    (a)      | a     | false
                    a***c    | abc   | true
                    a?c      | ac    | false
                    """)
    void wildcardsAreThoseOfTheShell(String pattern, String name, boolean matches) {
        assertThat(new Wildcard(pattern).matches(name)).isEqualTo(matches);
    }
}
