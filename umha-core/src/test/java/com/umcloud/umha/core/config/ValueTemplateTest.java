package com.umcloud.umha.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTemplateTest {
    private static final Map<String, String> NAMES = Map.of("host", "node-1", "auth.user", "admin", "a1", "one");

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "$host, node-1",
        "${host}, node-1",
        "x-$host-y, x-node-1-y",
        "${host}name, node-1name",
        "$auth.user, admin",
        "${auth.user}, admin",
        "$a1, one",
        "$$host, $host",
        "\\$host, $host",
        "'a $ b', 'a $ b'",
        "$1, $1",
        "price$, price$",
        "${, ${",
        "${host, ${host",
        "%host, %host",
    })
    void replacesAsPythonsTemplateDoes(String text, String expected) {
        assertThat(ValueTemplate.expand(text, name -> Optional.ofNullable(NAMES.get(name))))
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"$nobody", "${nobody}", "$host.domain", "$hostname"})
    void findsNothingForAnUnknownName(String text) {
        assertThat(ValueTemplate.expand(text, name -> Optional.ofNullable(NAMES.get(name))))
                .isEmpty();
    }
}
