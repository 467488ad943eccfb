package com.umcloud.umha.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.core.config.problem.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {
    @TempDir
    private Path directory;

    private ConfigurationFiles files;

    @BeforeEach
    void setUp() {
        files = new ConfigurationFiles(directory);
    }

    @Test
    void tellsEverythingThatIsWrongInAllFilesAtOnce() {
        files.file("umha.conf", """
                        [DEFAULT]
                        has_IPMI = maybe
                        really_evacute = true
                        ping_count = -3
                        nothing here
                        business_connectivity_cfg = enabled:2
                        [time]
                        sample_interval = -60
                        evacuate_timeout = 30s
                        [valve]
                        storage_ratio = 1.5
                        error_count = 7
                        [recovery]
                        proof_maximum_age = 6s
                        retry_minimum = 10m
                        [emial]
                        send_port = 1
                        [lease]
                        renew_interval = 20s
                        [observer]
                        probe = udp:53
                        """)
                .file("ceilometer.conf", "[collector]\nudp_port = 65536\nping_count = 4\nworkers = many\n");

        assertThat(files.failure())
                .containsExactly(
                        "ERROR umha.conf:2: [DEFAULT] has_IPMI = maybe: not allowed; expected true or false",
                        "WARNING umha.conf:3: [DEFAULT] really_evacute: unknown key, not used; did you mean"
                                + " really_evacuate?",
                        "ERROR umha.conf:4: [DEFAULT] ping_count = -3: not allowed; expected a whole number from 1 to"
                                + " 100",
                        "ERROR umha.conf:5: the line is no setting; write key = value, or begin a comment with # in"
                                + " the first column",
                        "ERROR umha.conf:6: [DEFAULT] business_connectivity_cfg = enabled:2: not allowed; expected"
                                + " enabled:0 or 1, severity:0 or 1, such as enabled:0,severity:0",
                        "ERROR umha.conf:8: [time] sample_interval = -60: not allowed; expected a whole number of"
                                + " seconds from 1 to 86400",
                        "ERROR umha.conf:9: [time] evacuate_timeout = 30s: not allowed; expected a whole number of"
                                + " seconds from 1 to 86400",
                        "ERROR umha.conf:11: [valve] storage_ratio = 1.5: not allowed; expected a number above 0, at"
                                + " most 1",
                        "ERROR umha.conf:12: [valve] error_count = 7: more than [valve] continue_count, so it could"
                                + " never be reached; at most 5",
                        "ERROR umha.conf:14: [recovery] proof_maximum_age = 6s: not allowed; expected a duration from"
                                + " 100ms to 5s, such as 30s, 5m or 1h",
                        "ERROR umha.conf:15: [recovery] retry_minimum = 10m: longer than [recovery] retry_maximum; at"
                                + " most 5m",
                        "WARNING umha.conf:16: [emial]: unknown section, its settings are not used; did you mean"
                                + " [email]?",
                        "ERROR umha.conf:19: [lease] renew_interval = 20s: longer than a third of [lease] duration; at"
                                + " most 10s go with a duration of 30s",
                        "ERROR umha.conf:21: [observer] probe = udp:53: not allowed; expected icmp, or tcp:PORT with a"
                                + " port from 1 to 65535",
                        "ERROR ceilometer.conf:2: [collector] udp_port = 65536: not allowed; expected a port from 0 to"
                                + " 65535",
                        "WARNING ceilometer.conf:3: [collector] ping_count: unknown key, not used; it belongs into"
                                + " section [DEFAULT] or [compute]");
    }

    @Test
    void whatIsBegunUnderALeaseHasToFitIntoWhatIsLeftOfItBeforeARenewal() {
        files.file("umha.conf", """
                [observer]
                fence_limit = 25s
                cloud_limit = 24s
                [lease]
                duration = 30s
                renew_interval = 5s
                """);

        assertThat(files.failure())
                .containsExactly("ERROR umha.conf:2: [observer] fence_limit = 25s: longer than what is left of the"
                        + " lease before a renewal: a call of a power device would be broken off; at most 24s go with"
                        + " [lease] duration = 30s and renew_interval = 5s");
    }

    @Test
    void aShortLeaseIsToldWhereItIsSet() {
        files.file("umha.conf", "[lease]\nduration = 6s\nrenew_interval = 2s\n");

        assertThat(files.failure())
                .containsExactly(
                        "ERROR umha.conf:2: [observer] fence_limit = 20s: longer than what is left of the lease"
                                + " before a renewal: a call of a power device would be broken off; at most 3s go"
                                + " with [lease] duration = 6s and renew_interval = 2s",
                        "ERROR umha.conf:2: [observer] cloud_limit = 20s: longer than what is left of the lease"
                                + " before a renewal: a call of the cloud would be broken off; at most 3s go with"
                                + " [lease] duration = 6s and renew_interval = 2s",
                        "ERROR umha.conf:2: [recovery] proof_maximum_age = 5s: longer than what is left of the lease"
                                + " before a renewal: an evacuation would rest on a reading of an earlier lease; at"
                                + " most 3s go with [lease] duration = 6s and renew_interval = 2s");
    }

    @Test
    void theExceptionIsOfTypeConfigurationAndItsMessageHoldsEveryProblem() {
        files.file("a.conf", "[time]\nsample_interval = x\nha_check_interval = y\n");

        assertThatThrownBy(files::load)
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        failure -> assertThat(failure.type()).isEqualTo(FailureType.CONFIGURATION))
                .hasMessageContainingAll("a.conf:2", "sample_interval = x", "a.conf:3", "ha_check_interval = y");
    }

    @Test
    void laterFilesAndLaterLinesCountMoreAndSectionsMerge() {
        files.file("one.conf", "[time]\nsample_interval = 10\nha_check_interval = 20\n[TIME]\nevacuate_timeout = 30\n")
                .file("two.conf", "[Time]\nsample_interval = 11\n");

        Configuration configuration = files.load();

        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.seconds("time", "sample_interval")).isEqualTo(Duration.ofSeconds(11));
        assertThat(configuration.seconds("time", "ha_check_interval")).isEqualTo(Duration.ofSeconds(20));
        assertThat(configuration.seconds("time", "evacuate_timeout")).isEqualTo(Duration.ofSeconds(30));
        assertThat(configuration.origin("time", "sample_interval").toString())
                .isEqualTo(directory.resolve("two.conf") + ":2");
    }

    @Test
    void aKeyTwiceInOneFileIsToldAndTheLastLineCounts() {
        files.file("one.conf", "[time]\nsample_interval = 10\nsample_interval = 12\n");

        assertThat(files.warnings())
                .containsExactly("WARNING one.conf:2: [time] sample_interval: given again further down, which counts;"
                        + " remove one line");
        assertThat(files.load().seconds("time", "sample_interval")).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void aGroupDoesNotFallBackToDefault() {
        files.file("one.conf", "[DEFAULT]\nudp_port = 5000\n");

        assertThat(files.load().collector().udpPort()).isEqualTo(4952);
        assertThat(files.warnings())
                .containsExactly("WARNING one.conf:2: [DEFAULT] udp_port: unknown key, not used; it belongs into"
                        + " section [collector]");
    }

    @Test
    void aMistypedDefaultIsTakenForItAndOneWithBlanksIsAnotherSection() {
        files.file("one.conf", "[default]\ndebug = true\n[DEFUALT]\nverbose = false\n[ time ]\nsample_interval = 5\n");

        assertThat(files.warnings())
                .containsExactly(
                        "WARNING one.conf:1: [default]: unknown section, taken for [DEFAULT]; did you mean [DEFAULT]?",
                        "WARNING one.conf:3: [DEFUALT]: unknown section, taken for [DEFAULT]; did you mean [DEFAULT]?",
                        "WARNING one.conf:5: [ time ]: unknown section, its settings are not used; did you mean"
                                + " [time]?");
        assertThat(files.load().logging().debug()).isTrue();
        assertThat(files.load().logging().verbose()).isFalse();
        assertThat(files.load().seconds("time", "sample_interval")).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void keysAreCaseSensitive() {
        files.file("one.conf", "[DEFAULT]\nhas_ipmi = false\n");

        assertThat(files.warnings())
                .containsExactly(
                        "WARNING one.conf:2: [DEFAULT] has_ipmi: unknown key, not used; did you mean has_IPMI?");
        assertThat(files.load().safety().hasIpmi()).isTrue();
    }

    @Test
    void deprecatedNamesAreTakenInTheirOrderAndTold() {
        files.file("one.conf", "[publisher]\nmetering_secret = third\n[DEFAULT]\nmetering_secret = first\n");

        assertThat(files.load().agent().telemetrySecret().reveal()).isEqualTo("first");
        assertThat(files.warnings())
                .containsExactly("WARNING one.conf:4: [DEFAULT] metering_secret: a deprecated name of [publisher]"
                        + " telemetry_secret; use the new name");
    }

    @Test
    void theNewNameBeatsADeprecatedOneOfItsFileButNotOfALaterFile() {
        files.file("one.conf", "[DEFAULT]\nmetering_secret = old\n[publisher]\ntelemetry_secret = new\n");
        assertThat(files.load().agent().telemetrySecret().reveal()).isEqualTo("new");

        files.file("two.conf", "[DEFAULT]\nmetering_secret = later\n");
        assertThat(files.load().agent().telemetrySecret().reveal()).isEqualTo("later");
    }

    @Test
    void multiValuedSettingsCollectAllValuesOldNamesFirst() {
        files.file("one.conf", "[DEFAULT]\nmeter_dispatchers = database\nmeter_dispatchers = gnocchi\n")
                .file("two.conf", "[DEFAULT]\ndispatcher = file\n");

        assertThat(files.load().list("DEFAULT", "meter_dispatchers")).containsExactly("file", "database", "gnocchi");
    }

    @Test
    void namesInValuesAreReplaced() {
        files.file("one.conf", """
                [DEFAULT]
                host = node-1
                data_directory = /srv/$host
                plugin_directory = ${data_directory}/plugins
                [auth]
                username = ops
                tenant_name = $username-$host
                [email]
                sender_username = ${auth.username}@example.com
                mail_subject = 5$ and $$host
                [time]
                ha_check_interval = $sample_interval
                """);

        Configuration configuration = files.load();

        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.program().pluginDirectory()).isEqualTo(Path.of("/srv/node-1/plugins"));
        assertThat(configuration.text("auth", "tenant_name")).contains("ops-node-1");
        assertThat(configuration.text("email", "sender_username")).contains("ops@example.com");
        assertThat(configuration.text("email", "mail_subject")).contains("5$ and $host");
        assertThat(configuration.seconds("time", "ha_check_interval")).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void anUnknownOrCircularNameInAValueIsAnError() {
        files.file("one.conf", """
                [auth]
                username = $tenant_name
                tenant_name = $username
                auth_url = http://$keystone:5000/v3
                region_name = $region_name
                """);

        assertThat(files.failure())
                .containsExactly(
                        "ERROR one.conf:3: [auth] tenant_name = $username: the $ refers to a setting $username that"
                                + " does not exist or refers back to this one; write $$ for a dollar sign",
                        "ERROR one.conf:4: [auth] auth_url = http://$keystone:5000/v3: the $ refers to a setting"
                                + " $keystone that does not exist or refers back to this one; write $$ for a dollar"
                                + " sign",
                        "ERROR one.conf:5: [auth] region_name = $region_name: the $ refers to a setting $region_name"
                                + " that does not exist or refers back to this one; write $$ for a dollar sign");
    }

    @Test
    void valuesThatAreNotUsedAreNotChecked() {
        files.file("one.conf", "[oslo_messaging_rabbit]\nrabbit_password = pa$word\n[DEFAULT]\nrpc_backend = $x\n");

        assertThat(files.warnings()).isEmpty();
        assertThat(files.load().effective().unused())
                .extracting(
                        UnusedSetting::section,
                        UnusedSetting::key,
                        unused -> unused.origin().line())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("oslo_messaging_rabbit", "rabbit_password", 2),
                        org.assertj.core.groups.Tuple.tuple("DEFAULT", "rpc_backend", 4));
    }

    @Test
    void anEmptyNumberCountsAsNotSet() {
        files.file("one.conf", "[time]\nsample_interval =\n");

        assertThat(files.warnings())
                .containsExactly("WARNING one.conf:2: [time] sample_interval: empty, so the default counts; give a"
                        + " value, or remove the line");
        assertThat(files.load().seconds("time", "sample_interval")).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void settingsThatDoNotGoTogetherAreTold() {
        files.file("one.conf", """
                [DEFAULT]
                really_evacuate = true
                has_IPMI = false
                notifiers = smtp, Mail
                meter_dispatchers = gnocchi
                seconds_before_check_vm_status = 90
                [compute]
                ping_loss_ratio = 1
                [collector]
                queue_capacity = 10
                [publisher]
                telemetry_secret = change this for valid signing
                """);

        assertThat(files.failure())
                .containsExactly(
                        "WARNING one.conf:3: [DEFAULT] has_IPMI = false: without power devices no host can be proven"
                                + " off, and each failure waits for an operator; confirm by umha confirm-off HOST",
                        "ERROR one.conf:4: [DEFAULT] notifiers = smtp, Mail: Mail is no notifier; expected the name of"
                                + " a plugin's component, in lower case",
                        "WARNING one.conf:5: [DEFAULT] meter_dispatchers = gnocchi: samples go to the database all the"
                                + " same; write database",
                        "WARNING one.conf:6: [time] evacuate_timeout = 60: shorter than [DEFAULT]"
                                + " seconds_before_check_vm_status; an evacuation is called slow only after both",
                        "WARNING one.conf:8: [compute] ping_loss_ratio = 1.0: a server that answers nothing counts as"
                                + " answering; below 1",
                        "ERROR one.conf:10: [collector] queue_capacity = 10: less than [collector] write_batch_size;"
                                + " at least 500",
                        "WARNING one.conf:12: [publisher] telemetry_secret = ******: this is Ceilometer's default,"
                                + " which everybody knows; choose a secret, and set it on every host");
    }

    @Test
    void theDefaultFilesAreThoseOfTheGuideAndOneMayBeMissing() throws IOException {
        assertThat(ConfigurationLoader.DEFAULT_FILES)
                .containsExactly(Path.of("/etc/umha/umha.conf"), Path.of("/etc/ceilometer/ceilometer.conf"));
        Path umha = directory.resolve("umha.conf");
        Path ceilometer = directory.resolve("ceilometer.conf");
        ConfigurationLoader loader = new ConfigurationLoader(Map.of(), "this-host", List.of(umha, ceilometer));

        assertThatThrownBy(() -> loader.loadDefaultFiles(List.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(umha + ": there is no such file", ceilometer + ": there is no such file");

        Files.writeString(ceilometer, "[collector]\nudp_port = 4953\n");
        Configuration configuration = loader.loadDefaultFiles(List.of());
        assertThat(configuration.files()).containsExactly(ceilometer);
        assertThat(configuration.collector().udpPort()).isEqualTo(4953);
    }

    @Test
    void thisSystemHasAName() {
        assertThat(ConfigurationLoader.ofSystem().load(List.of(), List.of()).hostName())
                .isNotBlank()
                .isEqualTo(SystemHostName.read());
    }
}
