package com.umcloud.umha.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SampleTimestampTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2016-05-01T12:34:56.789012       | 2016-05-01T12:34:56.789012Z",
                "2016-05-01T12:34:56              | 2016-05-01T12:34:56Z",
                "2016-05-01 12:34:56              | 2016-05-01T12:34:56Z",
                "2016-05-01T12:34:56,25           | 2016-05-01T12:34:56.25Z",
                "2016-05-01T12:34:56.1234569      | 2016-05-01T12:34:56.123456Z",
                "2016-05-01T12:34:56Z             | 2016-05-01T12:34:56Z",
                "2016-05-01T12:34:56+08:00        | 2016-05-01T04:34:56Z",
                "2016-05-01T12:34:56.5-0330       | 2016-05-01T16:04:56.5Z",
                "2016-05-01T12:34:56+08           | 2016-05-01T04:34:56Z",
                "2016-05-01T12:34                 | 2016-05-01T12:34:00Z",
                "2016-05-01T12                    | 2016-05-01T12:00:00Z",
                "20160501T123456Z                 | 2016-05-01T12:34:56Z",
                "20160501                         | 2016-05-01T00:00:00Z",
                "2016-05-01                       | 2016-05-01T00:00:00Z",
                "2016-5-1                         | 2016-05-01T00:00:00Z",
                "2016-05                          | 2016-05-01T00:00:00Z",
                "2016                             | 2016-01-01T00:00:00Z",
                "2016-02-29                       | 2016-02-29T00:00:00Z",
                "1969-12-31T23:59:59.5            | 1969-12-31T23:59:59.5Z",
                "9999-12-31T23:59:59.999999       | 9999-12-31T23:59:59.999999Z",
                "0001-01-01T00:00:00              | 0001-01-01T00:00:00Z"
            })
    void readsWhatCeilometerReads(String text, Instant expected) {
        assertThat(SampleTimestamp.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2016-13-01",
                "2015-02-29",
                "201605",
                "2016-05-01T",
                "2016-05-01T24:00:00",
                "2016-05-01T12:60:00",
                "2016-05-01T12:34:60",
                "2016-05-01T12:34:56.",
                "2016-05-01T12:34:56+24:00",
                "2016-05-01T12:34:56 Z",
                "2016-05-01T12:34:56Z ",
                "2016-05-01x12:34:56",
                "0000-01-01",
                "9999-12-31T23:59:59-01:00",
                "0001-01-01T00:00:00+01:00",
                "٢٠١٦-05-01",
                "1462106096"
            })
    void refusesWhatCeilometerRefuses(String text) {
        assertThat(SampleTimestamp.parse(text)).isEmpty();
    }

    @Test
    void writesMicrosecondsOfUtc() {
        assertThat(SampleTimestamp.format(Instant.parse("2016-05-01T12:34:56.789012999Z")))
                .isEqualTo("2016-05-01T12:34:56.789012");
        assertThat(SampleTimestamp.format(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000000");
        assertThat(SampleTimestamp.format(Instant.parse("0007-11-30T23:59:08.000010Z")))
                .isEqualTo("0007-11-30T23:59:08.000010");
        assertThat(SampleTimestamp.format(Instant.parse("+12345-01-01T00:00:00Z")))
                .isEqualTo("+12345-01-01T00:00:00.000000");
    }
}
