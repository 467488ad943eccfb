package com.umcloud.umha.core.config.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.config.problem.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FenceDeviceFileTest {
    @TempDir
    private Path directory;

    @Test
    void readsTheGuidesFile() {
        assertThat(FenceDeviceFile.read(Path.of("src/test/resources/guide/ipmi_info")))
                .containsExactly(
                        device("node-1.domain.tld", "172.31.11.56", "admin", "admin"),
                        device("node-3.domain.tld", "172.31.11.168", "root", "root123"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "n:10.0.0.1:admin:pw 10.0.0.1 admin pw",
                "n:bmc.example:admin:pw bmc.example admin pw",
                "n:10.0.0.1:admin:p:w 10.0.0.1 admin p:w",
                "n:10.0.0.1:admin:::pw: 10.0.0.1 admin ::pw:",
                "n:10.0.0.1:admin:[p]:w# 10.0.0.1 admin [p]:w#",
                "n:10.0.0.1:623:pw 10.0.0.1 623 pw",
                "n:[10.0.0.1:6230]:admin:pw 10.0.0.1:6230 admin pw",
                "n:[bmc.example:6230]:admin:p:w bmc.example:6230 admin p:w",
                "n:[2001:db8::1]:admin:pw 2001:db8::1 admin pw",
                "n:[[2001:db8::1]:6230]:admin:p:w [2001:db8::1]:6230 admin p:w",
                "n:[10.0.0.1]:admin:pw 10.0.0.1 admin pw",
            })
    void readsColumns(String line, String address, String user, String password) throws IOException {
        assertThat(read(line + "\r\n")).containsExactly(device("n", address, user, password));
    }

    @Test
    void leavesCommentsAndBlankLinesOut() throws IOException {
        assertThat(read("# hosts\n\n   \n  # more\n  n1 : 10.0.0.1 : admin :pw  \nn2:10.0.0.2:admin:p w"))
                .containsExactly(device("n1", "10.0.0.1", "admin", "pw"), device("n2", "10.0.0.2", "admin", "p w"));
        assertThat(read("")).isEmpty();
    }

    @Test
    void tellsEveryBadLineWithoutAnyPasswordAndLoadsNothing() {
        List<String> problems = problems("""
                good:10.0.0.1:admin:hidden
                hidden
                two:10.0.0.2
                three:10.0.0.3:admin
                :10.0.0.4:admin:hidden
                bad name:10.0.0.5:admin:hidden
                six:10.0.0.256:admin:hidden
                six:1000:admin:hidden
                seven::admin:hidden
                eight:10.0.0.8::hidden
                nine:10.0.0.9:admin:
                ten:hidden!:admin:10.0.0.10
                """);

        assertThat(problems)
                .containsExactly(
                        "2: 1 column instead of 4",
                        "3: 2 columns instead of 4",
                        "4: 3 columns instead of 4",
                        "5: the first column is no host name",
                        "6: the first column is no host name",
                        "7: the second column is no address",
                        "8: the second column is no address",
                        "9: the second column is no address",
                        "10: the username is empty",
                        "11: the password is empty",
                        "12: the second column is no address");
    }

    @ParameterizedTest
    @CsvSource({
        "n:10.0.0.1:6230:admin:pw",
        "n:bmc:623:admin:pw",
        "n:fd00:1:2:3::5:admin:pw",
        "n:fe80:0:0::1:admin:pw",
    })
    void refusesAnAddressWhoseBracketsWereForgotten(String line) {
        assertThat(problems(line))
                .containsExactly("1: more than 4 columns, and the third looks like a part of the address");
    }

    @ParameterizedTest
    @CsvSource({
        "n:2001:db8::1:admin:pw",
        "n:fe80::1:admin:pw",
        "n:[10.0.0.1:admin:pw",
        "n:[10.0.0.1:0]:admin:pw",
        "n:[10.0.0.1:70000]:admin:pw",
        "n:[2001:db8::1:6230:1:2:3:4:5]:admin:pw",
        "n:[]:admin:pw",
        "n:[10.0.0.1]:6230:admin:pw",
    })
    void refusesAnAddressThatIsNone(String line) {
        assertThat(problems(line)).hasSize(1);
    }

    @Test
    void aHostTwiceAndAnAddressUnderTwoHostsAreErrors() {
        assertThat(problems("""
                        one:10.0.0.1:admin:pw
                        two:10.0.0.1:admin:pw
                        one:10.0.0.3:admin:pw
                        four:[10.0.0.1:623]:root:pw
                        five:[2001:db8::1]:admin:pw
                        six:[2001:0db8:0::0:1]:admin:pw
                        seven:BMC.example:admin:pw
                        eight:bmc.example:admin:pw
                        """))
                .containsExactly(
                        "2: address 10.0.0.1 belongs to the host of line 1 already",
                        "3: host one stands in line 1 already",
                        "4: address 10.0.0.1:623 belongs to the host of line 1 already",
                        "6: address 2001:0db8:0::0:1 belongs to the host of line 5 already",
                        "8: address bmc.example belongs to the host of line 7 already");
    }

    @Test
    void severalDevicesMayShareAnAddressOnDifferentPorts() throws IOException {
        assertThat(read("one:[127.0.0.1:6230]:admin:pw\ntwo:[127.0.0.1:6231]:admin:pw\nOne:127.0.0.1:admin:pw\n"))
                .extracting(FenceDevice::address)
                .containsExactly("127.0.0.1:6230", "127.0.0.1:6231", "127.0.0.1");
    }

    @Test
    void aLineThatIsNotUtf8IsNamed() throws IOException {
        Path file = directory.resolve("latin");
        Files.write(
                file, "one:10.0.0.1:admin:pw\ntwo:10.0.0.2:admin:m\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1));

        ConfigurationException failure =
                catchThrowableOfType(ConfigurationException.class, () -> FenceDeviceFile.read(file));

        assertThat(failure).hasMessage("ERROR " + file + ":2: the line is not UTF-8; save the file as UTF-8");
    }

    private static FenceDevice device(String host, String address, String user, String password) {
        return new FenceDevice(host, address, user, Secret.of(password), Map.of());
    }

    private List<FenceDevice> read(String text) throws IOException {
        return FenceDeviceFile.read(Files.writeString(directory.resolve("ipmi_info"), text));
    }

    private List<String> problems(String text) {
        ConfigurationException failure = catchThrowableOfType(ConfigurationException.class, () -> read(text));
        assertThat(failure.getMessage()).doesNotContain("hidden");
        return failure.problems().stream()
                .map(problem -> problem.origin().line() + ": " + problem.message())
                .toList();
    }
}
