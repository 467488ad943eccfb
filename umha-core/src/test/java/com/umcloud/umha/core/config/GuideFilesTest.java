package com.umcloud.umha.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.assessment.AssessmentConfig;
import com.umcloud.umha.core.assessment.MeterFaultConfig;
import com.umcloud.umha.core.assessment.ValveConfig;
import com.umcloud.umha.core.config.problem.ConfigurationProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The guide's files as they stand. */
class GuideFilesTest {
    private static final Path GUIDE = Path.of("src/test/resources/guide").toAbsolutePath();
    private static final Path UMHA = GUIDE.resolve("umha.conf");
    private static final Path COMPUTE = GUIDE.resolve("ceilometer-compute.conf");
    private static final Path CONTROLLER = GUIDE.resolve("ceilometer-controller.conf");

    private final ConfigurationLoader loader = new ConfigurationLoader(Map.of(), "controller-1");

    @Test
    void umhaConfLoadsWithoutAnyWarning() {
        Configuration configuration = loader.load(List.of(UMHA), List.of());

        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.effective().unused()).isEmpty();
        assertThat(configuration.safety().reallyEvacuate()).isTrue();
        assertThat(configuration.safety().hasIpmi()).isTrue();
        assertThat(configuration.assessment())
                .isEqualTo(new AssessmentConfig(
                        new ValveConfig(6, 4),
                        new ValveConfig(6, 4),
                        new ValveConfig(6, 4),
                        new ValveConfig(5, 3),
                        MeterFaultConfig.OFF,
                        MeterFaultConfig.OFF));
        assertThat(configuration.observation().sampleInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(configuration.asConfig().getString("email.mail_subject")).isEqualTo("UMHA高可用告警");
        assertThat(configuration.asConfig().getStringList("email.receiver_list"))
                .containsExactly("ops@example.com");
        assertThat(configuration.asConfig().getString("auth.password")).isEqualTo("admin");
        assertThat(configuration.database().connection())
                .contains(Secret.of("mysql://ceilometer:ceilometer123@192.168.0.2/ceilometer?charset=utf8"));
    }

    @Test
    void theComputeHostsMistypedSectionIsTakenForDefaultWithOneWarning() {
        Configuration configuration = loader.load(List.of(COMPUTE), List.of());

        assertThat(configuration.warnings())
                .extracting(ConfigurationProblem::text)
                .containsExactly("WARNING " + COMPUTE
                        + ":1: [DEAFULT]: unknown section, taken for [DEFAULT]; did you mean [DEFAULT]?");
        AgentConfig agent = configuration.agent();
        assertThat(agent)
                .isEqualTo(new AgentConfig(
                        "controller-1",
                        List.of("compute"),
                        GUIDE.resolve("pipeline_ha.yaml"),
                        "openstack",
                        List.of("192.168.0.10", "192.168.0.20"),
                        4,
                        0.5,
                        "icmp",
                        Secret.of("telemetry-secret-value")));
        assertThat(configuration.logging().standardError()).isFalse();
        assertThat(configuration.effective().unused())
                .extracting(setting -> setting.section() + "." + setting.key())
                .containsExactly(
                        "DEFAULT.reserved_metadata_keys",
                        "DEFAULT.rpc_backend",
                        "keystone_authtoken.auth_uri",
                        "oslo_messaging_rabbit.rabbit_host",
                        "oslo_messaging_rabbit.rabbit_port",
                        "oslo_messaging_rabbit.rabbit_use_ssl",
                        "oslo_messaging_rabbit.rabbit_userid",
                        "oslo_messaging_rabbit.rabbit_password",
                        "oslo_messaging_rabbit.rabbit_virtual_host",
                        "oslo_messaging_rabbit.rabbit_ha_queues",
                        "oslo_messaging_rabbit.heartbeat_timeout_threshold",
                        "service_credentials.region_name",
                        "service_credentials.interface",
                        "service_credentials.auth_url",
                        "service_credentials.project_name",
                        "service_credentials.username",
                        "service_credentials.password");
    }

    @Test
    void theControllersFileLoadsWithoutAnyWarning() {
        Configuration configuration = loader.load(List.of(CONTROLLER), List.of());

        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.collector())
                .isEqualTo(new CollectorSettings(
                        "0.0.0.0",
                        4953,
                        Secret.of("telemetry-secret-value"),
                        100_000,
                        500,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(10)));
        assertThat(configuration.expiry().timeToLive()).contains(Duration.ofMinutes(30));
        assertThat(configuration.effective().unused())
                .allMatch(setting -> setting.section().equals("oslo_messaging_rabbit"))
                .hasSize(8);
    }

    @Test
    void theControllersTwoFilesNameTheSameDatabase() {
        Configuration configuration = loader.load(List.of(UMHA, CONTROLLER), List.of());

        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.origin("db", "connection").toString()).isEqualTo(UMHA + ":87");
        assertThat(configuration.origin("database", "connection").toString()).isEqualTo(CONTROLLER + ":36");
        assertThat(configuration.observation().storageServers()).isEmpty();
    }

    @Test
    void nothingThatIsShownHoldsAPassword() {
        Configuration configuration = loader.load(List.of(UMHA, CONTROLLER, COMPUTE), List.of());

        assertThat(configuration.effective().text())
                .doesNotContain("ceilometer123", "change-me", "telemetry-secret-value", "rabbit-password", "a1b2c3d4e5")
                .contains("password = ******")
                .contains("connection = mysql://ceilometer:******@192.168.0.2/ceilometer?charset=utf8");
        assertThat(configuration.toString()).doesNotContain("ceilometer123");
        assertThat(configuration.database().toString()).doesNotContain("ceilometer123");
        assertThat(configuration.agent().toString()).doesNotContain("telemetry-secret-value");
    }
}
