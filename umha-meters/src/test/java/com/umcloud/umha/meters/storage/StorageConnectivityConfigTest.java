package com.umcloud.umha.meters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StorageConnectivityConfigTest {
    @Test
    void defaults() {
        assertThat(StorageConnectivityConfig.from(Configurations.of("compute.storage_server_address = \"192.0.2.1\"")))
                .isEqualTo(new StorageConnectivityConfig(
                        List.of("192.0.2.1"), 4, 0.5, "icmp", Duration.ofSeconds(3), "/sys/class/dmi/id/product_uuid"));
    }

    @Test
    void everyKeyIsMapped() {
        assertThat(StorageConnectivityConfig.from(Configurations.of("""
                        compute {
                          storage_server_address = "192.168.0.10, 192.168.0.20,storage-3 , fe80::1%eth1,192.168.0.10,"
                          ping_count = "7"
                          ping_loss_ratio = "0.25"
                          probe = "tcp:3260"
                          probe_limit = 1500ms
                          system_uuid_file = ""
                        }
                        """)))
                .isEqualTo(new StorageConnectivityConfig(
                        List.of("192.168.0.10", "192.168.0.20", "storage-3", "fe80::1%eth1"),
                        7,
                        0.25,
                        "tcp:3260",
                        Duration.ofMillis(1500),
                        ""));
    }

    @Test
    void addressesMayStandInAList() {
        assertThat(StorageConnectivityConfig.from(
                                Configurations.of("compute.storage_server_address = [\"192.0.2.1\", storage-2]"))
                        .servers())
                .containsExactly("192.0.2.1", "storage-2");
    }

    @Test
    void withoutAddressesTheMessageNamesSectionKeyAndRemedy() {
        assertProblems("")
                .hasMessage("[compute] storage_server_address is empty; allowed: list the storage servers' addresses,"
                        + " separated by commas");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    storage_server_address = "-f"           | storage_server_address holds '-f'
                    storage_server_address = "a b, c"       | storage_server_address holds 'a b'
                    storage_server_address = "192.0.2.256"  | storage_server_address holds '192.0.2.256'
                    storage_server_address = "192.0.2"      | storage_server_address holds '192.0.2'
                    storage_server_address = {}             | storage_server_address is '{}'; allowed: texts with commas
                    ping_count = 0                          | ping_count is 0; allowed: 1 to 100
                    ping_count = 101                        | ping_count is 101; allowed: 1 to 100
                    ping_count = many                       | ping_count is 'many'; allowed: a whole number
                    ping_count = 2.5                        | ping_count is '2.5'; allowed: a whole number
                    ping_count = ""                         | ping_count is ''; allowed: a whole number
                    ping_loss_ratio = 1.01                  | ping_loss_ratio is 1.01; allowed: 0 to 1
                    ping_loss_ratio = -0.1                  | ping_loss_ratio is -0.1; allowed: 0 to 1
                    ping_loss_ratio = "NaN"                 | ping_loss_ratio is NaN; allowed: 0 to 1
                    ping_loss_ratio = half                  | ping_loss_ratio is 'half'; allowed: a number
                    probe = ping                            | probe is 'ping'; allowed: icmp or tcp:PORT
                    probe = "tcp:0"                         | probe is 'tcp:0'; allowed: icmp or tcp:PORT
                    probe = "tcp:65536"                     | probe is 'tcp:65536'; allowed: icmp or tcp:PORT
                    probe_limit = 3                         | probe_limit is 3 ms; allowed: 100ms to 60s
                    probe_limit = 61s                       | probe_limit is 61000 ms; allowed: 100ms to 60s
                    probe_limit = soon                      | probe_limit is 'soon'; allowed: a time such as
                    """)
    void refusesAndNamesTheKey(String setting, String problem) {
        assertProblems("compute.storage_server_address = \"192.0.2.1\"\ncompute." + setting)
                .hasMessageContaining("[compute] " + problem);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertProblems("compute { ping_count = many, ping_loss_ratio = 2, probe = none }")
                .message()
                .contains("ping_count is 'many'", "ping_loss_ratio is 2.0", "probe is 'none'", "_address is empty");
    }

    @Test
    void aMissingKeyIsNamed() {
        assertThatThrownBy(() -> StorageConnectivityConfig.from(ConfigFactory.parseString("compute {}")))
                .hasMessageContaining("[compute] ping_count is missing");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertProblems(String text) {
        return assertThatThrownBy(() -> StorageConnectivityConfig.from(Configurations.of(text)))
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.CONFIGURATION));
    }
}
