package com.umcloud.umha.core.config.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.umcloud.umha.core.config.problem.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageAddressFileTest {
    @TempDir
    private Path directory;

    @Test
    void readsTheGuidesFile() {
        assertThat(StorageAddressFile.read(Path.of("src/test/resources/guide/node_storage_ip_info")))
                .containsExactly(
                        Map.entry("node-1.domain.tld", "192.168.0.6"), Map.entry("node-3.domain.tld", "192.168.0.10"));
    }

    @Test
    void readsBothKindsOfAddresses() throws IOException {
        assertThat(read("# storage\n\n one : 10.0.0.1 \r\ntwo:2001:db8:0::1\nthree:[2001:db8::2]\n"))
                .containsExactly(
                        Map.entry("one", "10.0.0.1"),
                        Map.entry("two", "2001:db8::1"),
                        Map.entry("three", "2001:db8::2"));
    }

    @Test
    void tellsEveryBadLineAndLoadsNothing() {
        ConfigurationException failure = catchThrowableOfType(ConfigurationException.class, () -> read("""
                        one:10.0.0.1
                        two
                        three:
                        :10.0.0.4
                        five:10.0.0.5:6
                        six:host.example
                        one:10.0.0.7
                        eight:10.0.0.1
                        nine:2001:db8::1
                        ten:2001:db8:0:0::1
                        """));

        assertThat(failure.problems().stream().map(problem -> problem.origin().line() + ": " + problem.message()))
                .containsExactly(
                        "2: 1 column instead of 2",
                        "3: '' is no IP address",
                        "4: '' is no host name",
                        "5: '10.0.0.5:6' is no IP address",
                        "6: 'host.example' is no IP address",
                        "7: host one stands in line 1 already",
                        "8: address 10.0.0.1 belongs to the host of line 1 already",
                        "10: address 2001:db8:0:0::1 belongs to the host of line 9 already");
        assertThat(failure.problems()).allMatch(problem -> !problem.remedy().isEmpty());
    }

    @Test
    void aMissingFileIsTold() {
        assertThatThrownBy(() -> StorageAddressFile.read(directory.resolve("none")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no such file");
    }

    private Map<String, String> read(String text) throws IOException {
        return StorageAddressFile.read(Files.writeString(directory.resolve("node_storage_ip_info"), text));
    }
}
