package com.umcloud.umha.fencing.ipmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.fencing.ipmi.packet.Privilege;
import com.umcloud.umha.fencing.ipmi.session.CipherSuite;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpmiConfigTest {
    @Test
    void defaults() {
        assertThat(read(""))
                .isEqualTo(new IpmiConfig(
                        Set.of(CipherSuite.SUITE_17, CipherSuite.SUITE_3),
                        Privilege.ADMINISTRATOR,
                        623,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(5),
                        GuidEncoding.SMBIOS));
    }

    @Test
    void everySettingCounts() {
        assertThat(read("""
                                cipher_suites = " 3 "
                                privilege = operator
                                port = 6230
                                retry_interval = 700ms
                                timeout = 1m
                                credential_backoff = 0s
                                guid_encoding = ipmi
                                """))
                .isEqualTo(new IpmiConfig(
                        Set.of(CipherSuite.SUITE_3),
                        Privilege.OPERATOR,
                        6230,
                        Duration.ofMillis(700),
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        GuidEncoding.IPMI));
    }

    @Test
    void theOptionsOfADeviceCountMore() {
        IpmiConfig config = IpmiConfigReader.read(
                Devices.section("port = 700, timeout = 8s"),
                Map.of("port", "701", "cipher_suites", "17", "retry_interval", "2", "guid_encoding", "rfc4122"),
                "here");
        assertThat(config.port()).isEqualTo(701);
        assertThat(config.cipherSuites()).containsExactly(CipherSuite.SUITE_17);
        assertThat(config.retryInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.guidEncoding()).isEqualTo(GuidEncoding.RFC4122);
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void aNumberWithoutAUnitMeansSeconds() {
        IpmiConfig config = read("retry_interval = 2, timeout = 30, credential_backoff = \"60\"");
        assertThat(config.retryInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.credentialBackoff()).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cipher_suites = \"0\"         | cipher suite '0'",
                "cipher_suites = \"17,\"       | cipher suite ''",
                "cipher_suites = \"17,3,1\"    | cipher suite '1'",
                "privilege = user              | privilege: 'user' is none of [operator, administrator]",
                "port = 0                      | port is 1 to 65535",
                "port = 65536                  | port is 1 to 65535",
                "port = ipmi                   | port = ipmi",
                "retry_interval = 49ms         | retry_interval is",
                "retry_interval = 31s          | retry_interval is",
                "timeout = 99ms                | timeout is",
                "timeout = 11m                 | timeout is",
                "timeout = soon                | timeout = soon",
                "credential_backoff = -1s      | credential_backoff is",
                "credential_backoff = 25h      | credential_backoff is",
                "guid_encoding = vendor        | guid_encoding: 'vendor' is none of [smbios, ipmi, rfc4122]"
            })
    void whatCannotBeUsedIsNamed(String setting, String complaint) {
        assertThatThrownBy(() -> read(setting))
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.CONFIGURATION))
                .hasMessageContaining("[ipmi]")
                .hasMessageContaining(complaint);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThatThrownBy(() -> IpmiConfigReader.read(
                        Devices.section(""),
                        Map.of("prot", "1", "privilege", "root", "timeout", "never"),
                        "options of node-1"))
                .isInstanceOf(UmhaException.class)
                .hasMessageContainingAll("options of node-1", "prot", "root", "never");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cipher_suites",
                "privilege",
                "port",
                "retry_interval",
                "timeout",
                "credential_backoff",
                "guid_encoding"
            })
    void nothingMayBeMissing(String key) {
        assertThatThrownBy(() -> IpmiConfigReader.read(Devices.section("").withoutPath(key)))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining(key + " is missing");
    }

    private static IpmiConfig read(String settings) {
        return IpmiConfigReader.read(Devices.section(settings));
    }
}
