package com.umcloud.umha.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.config.problem.ConfigurationException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseAgreementTest {
    @TempDir
    private Path directory;

    private ConfigurationFiles files;

    @BeforeEach
    void setUp() {
        files = new ConfigurationFiles(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://u:p@h/d, mysql://u:p@h/d",
        "mysql://u:p@h/d, mysql+pymysql://other:pw@h:3306/d?charset=utf8",
        "mysql://u:p@H/d, mariadb://u:p@h/d",
        "mysql://u:p@localhost/d, mysql://u:p@127.0.0.1/d",
        "mysql://u:p@[::1]:3306/d, mysql://u:p@localhost/d",
    })
    void theSameDatabaseMayBeWrittenInSeveralWays(String umha, String ceilometer) {
        files.file("umha.conf", "[db]\nconnection = " + umha + "\n")
                .file("ceilometer.conf", "[database]\nconnection = " + ceilometer + "\n");

        assertThat(files.load().database().connection()).contains(Secret.of(umha));
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://u:p@h/d, mysql://u:p@other/d",
        "mysql://u:p@h/d, mysql://u:p@h/other",
        "mysql://u:p@h/d, mysql://u:p@h:3307/d",
        "mysql://u:p@h/d, postgresql://u:p@h/d",
    })
    void twoDatabasesAreAnError(String umha, String ceilometer) {
        files.file("umha.conf", "[db]\nconnection = " + umha + "\n")
                .file("ceilometer.conf", "[DEFAULT]\n[database]\nconnection = " + ceilometer + "\n");

        assertThat(files.failure())
                .containsExactly("ERROR ceilometer.conf:3: [database] connection = "
                        + ceilometer.replace(":p@", ":******@")
                        + ": another database than [db] connection = mysql://u:******@h/d at umha.conf:2; name the same"
                        + " one in all files");
    }

    @Test
    void alsoOneThatALaterFileOverrides() {
        files.file("one.conf", "[db]\nconnection = mysql://u:p@h/one\n")
                .file("two.conf", "[db]\nconnection = mysql://u:p@h/two\n");

        assertThat(files.failure())
                .singleElement()
                .asString()
                .startsWith("ERROR one.conf:2: [db] connection")
                .contains("another database than [db] connection = mysql://u:******@h/two at two.conf:2");
    }

    @Test
    void ceilometersDatabaseOfSamplesCountsBeforeItsGeneralOne() {
        files.file(
                "ceilometer.conf",
                "[database]\nconnection = mysql://u:p@h/events\nmetering_connection = mysql://u:p@h/samples\n");
        assertThat(files.load().database().connection()).contains(Secret.of("mysql://u:p@h/samples"));

        files.file("umha.conf", "[db]\nconnection = mysql://u:p@h/samples\n");
        assertThat(files.load().warnings()).isEmpty();
    }

    @Test
    void deprecatedNamesCountToo() {
        files.file("umha.conf", "[db]\nconnection = mysql://u:p@h/d\n")
                .file("ceilometer.conf", "[sql]\nconnection = mysql://u:p@h/other\n");

        assertThat(files.failure()).anyMatch(text -> text.contains("another database"));
    }

    @Test
    void theEnvironmentSettlesIt() {
        files.file("umha.conf", "[db]\nconnection = mysql://u:p@h/one\n")
                .file("ceilometer.conf", "[database]\nconnection = mysql://u:p@h/two\n")
                .environment("UMHA_DB_CONNECTION", "mysql://u:p@h/three");

        assertThat(files.load().database().connection()).contains(Secret.of("mysql://u:p@h/three"));
    }

    @Test
    void standaloneAndAConnectionExcludeEachOther() {
        files.file("umha.conf", "[DEFAULT]\nstandalone = yes\n[db]\nconnection = mysql://u:p@h/d\n");

        assertThat(files.failure())
                .containsExactly("ERROR umha.conf:4: [db] connection = mysql://u:******@h/d: with [DEFAULT] standalone"
                        + " = true the embedded database would be used, not this one; remove one of the two");
    }

    @Test
    void aProgramThatNeedsADatabaseSaysBothWays() {
        DatabaseConfig none = files.load().database();

        assertThat(none.connection()).isEmpty();
        assertThatThrownBy(none::required)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("[db] connection = mysql://", "[DEFAULT] standalone = true");

        DatabaseConfig standalone =
                files.file("umha.conf", "[DEFAULT]\nstandalone = true\n").load().database();
        assertThat(standalone.required()).isEqualTo(standalone);
        assertThat(standalone.dataDirectory()).isEqualTo(Path.of("/var/lib/umha"));
    }
}
