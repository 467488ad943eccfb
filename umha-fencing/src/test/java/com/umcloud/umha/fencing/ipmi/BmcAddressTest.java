package com.umcloud.umha.fencing.ipmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.UmhaException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BmcAddressTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7, 623",
        "10.0.0.7:6230, 10.0.0.7, 6230",
        "bmc-7.example, bmc-7.example, 623",
        "' bmc-7.example:1 ', bmc-7.example, 1",
        "[fd00::7]:6230, fd00::7, 6230",
        "[fd00::7], fd00::7, 623",
        "fd00::7, fd00::7, 623"
    })
    void isReadAsWritten(String text, String host, int port) {
        assertThat(BmcAddress.parse(text, 623)).isEqualTo(new BmcAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":623", "bmc:", "bmc:0", "bmc:65536", "bmc:x", "bmc:-1", "[fd00::7", "[fd00::7]623", "[]:1"})
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> BmcAddress.parse(text, 623))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("host:port");
    }
}
