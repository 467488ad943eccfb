package com.umcloud.umha.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.umcloud.umha.api.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSourcesTest {
    @TempDir
    private Path directory;

    private ConfigurationFiles files;

    @BeforeEach
    void setUp() {
        files = new ConfigurationFiles(directory);
    }

    @Test
    void aFileBesideTheConfigurationMayHoldASecret() throws IOException {
        secretFile("password", "pa$word: with = anything # in it\n", "rw-r-----");
        files.file("umha.conf", "[auth]\npassword_file = password\n");

        Configuration configuration = files.load();

        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.secret("auth", "password")).isEqualTo(Secret.of("pa$word: with = anything # in it"));
        assertThat(configuration.asConfig().getString("auth.password")).isEqualTo("pa$word: with = anything # in it");
        assertThat(configuration.origin("auth", "password").toString())
                .isEqualTo(directory.resolve("password").toString());
        assertThat(configuration.effective().text()).doesNotContain("anything").contains("password = ******");
    }

    @Test
    void theEnvironmentComesFirstThenTheFileThenTheKey() throws IOException {
        secretFile("password", "from the file", "rw-------");
        files.file("umha.conf", "[auth]\npassword = from the key\npassword_file = password\n");

        assertThat(files.load().secret("auth", "password").reveal()).isEqualTo("from the file");
        assertThat(files.warnings())
                .containsExactly("WARNING umha.conf:2: [auth] password: not used, because password_file is set too;"
                        + " remove one of them");

        files.environment("UMHA_AUTH_PASSWORD", "from the environment");
        assertThat(files.load().secret("auth", "password").reveal()).isEqualTo("from the environment");
        assertThat(files.load().origin("auth", "password").toString()).isEqualTo("environment UMHA_AUTH_PASSWORD");
    }

    @Test
    void everySecretHasAVariableAndAnEmptyOneIsNotSet() {
        files.file("umha.conf", "[publisher]\ntelemetry_secret = kept\n[email]\nsender_pwd = kept too\n")
                .environment("UMHA_PUBLISHER_TELEMETRY_SECRET", "")
                .environment("UMHA_EMAIL_SENDER_PWD", "given")
                .environment("UMHA_DB_CONNECTION", "mysql://u:p@h/d");

        Configuration configuration = files.load();

        assertThat(configuration.collector().telemetrySecret().reveal()).isEqualTo("kept");
        assertThat(configuration.secret("email", "sender_pwd").reveal()).isEqualTo("given");
        assertThat(configuration.database().connection()).contains(Secret.of("mysql://u:p@h/d"));
    }

    @Test
    void onlySecretsComeFromTheEnvironment() {
        files.file("umha.conf", "[time]\nsample_interval = 5\n").environment("UMHA_TIME_SAMPLE_INTERVAL", "6");

        assertThat(files.load().observation().sampleInterval().toSeconds()).isEqualTo(5);
    }

    @Test
    void whatIsWrongWithASecretsFileIsTold() throws IOException {
        secretFile("open", "secret", "rw-r--r--");
        secretFile("empty", "\n", "rw-------");
        Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Files.write(directory.resolve("huge"), new byte[100_000]);
        files.file("a.conf", "[auth]\npassword_file = missing\n")
                .file("b.conf", "[email]\nsender_pwd_file = empty\n")
                .file("c.conf", "[publisher]\ntelemetry_secret_file = open\n")
                .file("d.conf", "[db]\nconnection_file = binary\n[database]\nconnection_file = huge\n");

        assertThat(files.failure())
                .containsExactlyInAnyOrder(
                        "ERROR a.conf:2: the file missing of password_file cannot be read (NoSuchFileException); create"
                                + " it, and let the program's user read it",
                        "ERROR b.conf:2: the file empty is empty; put the secret into it",
                        "WARNING open: everybody on this host can read the secret; chmod 0640 open",
                        "ERROR d.conf:2: the file binary is not UTF-8; save it as UTF-8",
                        "ERROR d.conf:4: the file huge is too large for a secret; name the right file");
    }

    @Test
    void aSecretOfAPluginHasTheSameWays() throws IOException {
        secretFile("token", "from the file", "rw-------");
        files.reference(ConfigFactory.parseString("webhook { token = \"\", ca_file = \"\" }"))
                .file("umha.conf", "[webhook]\ntoken_file = token\nca_file = /etc/ca.pem\n");

        Configuration configuration = files.load();

        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.asConfig().getString("webhook.token")).isEqualTo("from the file");
        assertThat(configuration.asConfig().getString("webhook.ca_file")).isEqualTo("/etc/ca.pem");
        assertThat(configuration.effective().text()).doesNotContain("from the file");
    }

    @Test
    void noProblemShowsASecret() {
        files.file("umha.conf", """
                        [auth]
                        password = hid$den
                        pasword = hidden
                        [db]
                        connection = mysql-hidden
                        [DEFAULT]
                        standalone = true
                        hidden
                        [emial]
                        sender_pwd = hidden
                        [email]
                        mail_subject = $auth.password
                        send_port = $sender_pwd
                        sender_pwd = hidden
                        """).file("ceilometer.conf", "[database]\nconnection = mysql://u:hidden@h/d\n");

        assertThat(files.failure()).hasSize(7).noneMatch(text -> text.contains("hidden"));
    }

    @Test
    void aValueIntoWhichASecretWasSubstitutedIsMasked() {
        files.file("umha.conf", "[auth]\npassword = hidden\nusername = me-$password\ntenant_name = x-$username\n");

        Configuration configuration = files.load();

        assertThat(configuration.text("auth", "username")).contains("me-hidden");
        assertThat(configuration.effective().text())
                .doesNotContain("hidden")
                .contains("username = ******")
                .contains("tenant_name = ******");
    }

    private void secretFile(String name, String text, String mode) throws IOException {
        Path file = files.write(name, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
