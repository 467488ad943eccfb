package com.umcloud.umha.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
    private static final long[] UNITS = {1_000_000_000, 1_000_000, 1000, 1};

    private final ObjectMapper mapper = DocumentJson.mapper();

    @Test
    void anyInstantIsWrittenAndReadAsTheLibraryDoes() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 20_000; i++) {
            long unit = UNITS[i % UNITS.length];
            long nanos = random.nextLong(1_000_000_000 / unit) * unit;
            Instant instant = Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, 253_402_300_800L), nanos);
            assertThat(InstantText.of(instant)).isEqualTo(instant.toString());
            assertThat(InstantText.plain(instant.toString())).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z",
                "-0001-12-31T23:59:59Z",
                "+10000-01-01T00:00:00.5Z",
                "2024-02-29T12:00:00.100Z",
                "1969-12-31T23:59:59.000000001Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T00:00:00.12Z"
            })
    void whatTheLibraryReadsIsReadAsTheSame(String text) throws JsonProcessingException {
        Instant instant = Instant.parse(text);
        assertThat(mapper.readValue('"' + text + '"', Instant.class)).isEqualTo(instant);
        assertThat(mapper.writeValueAsString(instant)).isEqualTo('"' + instant.toString() + '"');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-01T00:60:00Z",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00:00.0000000001Z",
                "2026-01-01 00:00:00Z",
                "2026-01-01T00:00:0xZ",
                "2026-01-01T00:00:00.1x0Z",
                "2O26-01-01T00:00:00Z"
            })
    void whatIsNoneIsTakenForNone(String text) {
        assertThat(InstantText.plain(text)).isNull();
    }

    @Test
    void whatIsNoTimeIsRefused() {
        assertThatThrownBy(() -> mapper.readValue("\"yesterday\"", Instant.class))
                .isInstanceOf(JsonProcessingException.class);
    }
}
