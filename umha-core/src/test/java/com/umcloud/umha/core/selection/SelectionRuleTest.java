package com.umcloud.umha.core.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.core.selection.SelectionRule.Kind;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionRuleTest {
    static Stream<Arguments> written() {
        return Stream.of(
                Arguments.of("metadata:HA_Enabled=True", new SelectionRule(Kind.METADATA, "HA_Enabled", "True")),
                Arguments.of(
                        "metadata:umha:evacuate=false", new SelectionRule(Kind.METADATA, "umha:evacuate", "false")),
                Arguments.of("flavor:a=b=c:d", new SelectionRule(Kind.FLAVOR, "a", "b=c:d")),
                Arguments.of("image:os_type=", new SelectionRule(Kind.IMAGE, "os_type", "")),
                Arguments.of(" aggregate : ssd = t* ", new SelectionRule(Kind.AGGREGATE, "ssd", "t*")),
                Arguments.of("name:db:*=?", new SelectionRule(Kind.NAME, "", "db:*=?")),
                Arguments.of("project:7f3a*", new SelectionRule(Kind.PROJECT, "", "7f3a*")),
                Arguments.of("not name:test-*", new SelectionRule(Kind.NAME, "", "test-*", true)),
                Arguments.of(
                        "NOT  aggregate:evacuable=true", new SelectionRule(Kind.AGGREGATE, "evacuable", "true", true)));
    }

    @ParameterizedTest
    @MethodSource("written")
    void readsWhatIsWritten(String text, SelectionRule rule) {
        assertThat(SelectionRule.parse(text)).isEqualTo(rule);
        assertThat(SelectionRule.parse(rule.toString())).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '\"\" has no colon behind what is to be looked at'",
        "HA_Enabled=true, '\"HA_Enabled=true\" has no colon behind what is to be looked at'",
        "Metadata:a=b, '\"Metadata\" is nothing that can be looked at'",
        "not:a=b, '\"not\" is nothing that can be looked at'",
        "metadata:HA_Enabled, '\"metadata:HA_Enabled\" has no = between key and value'",
        "flavor:=true, there is no key before the =",
        "name:, there is no pattern behind name:",
        "'not project: ', there is no pattern behind project:",
    })
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> SelectionRule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata:HA_Enabled=true",
                "flavor:evacuable=TRUE",
                "image:os_type=*",
                "aggregate:zone=ea??",
                "name:WEB-*",
                "project:p1",
                "not name:db-*",
                "not metadata:missing=*",
                "not aggregate:zone=west",
            })
    void looksWhereItsKindSays(String text) {
        assertThat(SelectionRule.parse(text)
                        .matches(
                                Instances.named("web-1")
                                        .metadata(Map.of("HA_Enabled", " True "))
                                        .flavor(Map.of("evacuable", "true"))
                                        .image(Map.of("os_type", "linux"))
                                        .project("p1")
                                        .build(),
                                Set.of(new Aggregate("a", Map.of("zone", "east")), new Aggregate("b", Map.of()))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata:a=*",
                "flavor:a=*",
                "image:a=*",
                "aggregate:a=*",
                "project:*",
            })
    void whatIsNotKnownMeetsNoConditionAndThusEveryContrary(String text) {
        assertThat(SelectionRule.parse(text).matches(Instances.named("web-1").build(), Set.of()))
                .isFalse();
        assertThat(SelectionRule.parse("not " + text)
                        .matches(Instances.named("web-1").build(), Set.of()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata:ha_enabled=true", "metadata:HA_*=true"})
    void keysAreInExactlyTheseLetters(String text) {
        assertThat(SelectionRule.parse(text)
                        .matches(
                                Instances.named("a")
                                        .metadata(Map.of("HA_Enabled", "true"))
                                        .build(),
                                Set.of()))
                .isFalse();
    }
}
