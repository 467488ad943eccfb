package com.umcloud.umha.evacuators.nova;

import static com.umcloud.umha.evacuators.nova.CloudFixture.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.SimulatedOpenStack;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NovaTlsTest {
    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"v3", "v2.0"})
    void anOwnAuthorityIsTrustedByItsFileAndNothingElseIs(String version) throws Exception {
        SettableClock clock = new SettableClock();
        OpenStackSettings settings =
                OpenStackSettings.builder().identityVersions(Set.of(version)).build();
        List<SimulatedHost> hosts = List.of(new SimulatedHost("node-1", "127.10.0.2", "nova", Set.of()));
        try (SimulatedOpenStack cloud = SimulatedOpenStack.startWithTls(settings, hosts, clock, serverKey());
                Evacuator trusting =
                        evacuator(cloud, clock, folder.resolve("ca.pem").toString());
                Evacuator careful = evacuator(cloud, clock, "")) {
            assertThat(cloud.authUrl()).startsWith("https://").endsWith(version);
            assertThat(trusting.hosts(LIMIT)).hasSize(1);
            assertThat(trusting.capacities(LIMIT)).hasSize(1);
            assertThatThrownBy(() -> careful.hosts(LIMIT))
                    .isInstanceOf(UmhaException.class)
                    .hasMessageContaining("no connection")
                    .hasMessageContaining("certification path");
        }
    }

    /** A self-signed certificate for 127.0.0.1, made by the JDK's own tool. */
    private SSLContext serverKey() throws Exception {
        Path store = folder.resolve("server.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-dname",
                "CN=simulated",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "30");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "server",
                "-keystore",
                store.toString(),
                "-file",
                folder.resolve("ca.pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(store)) {
            keys.load(input, STORE_PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString()),
                        Stream.of(arguments),
                        Stream.of("-storepass", STORE_PASSWORD, "-J-XX:TieredStopAtLevel=1"))
                .flatMap(part -> part)
                .toList();
        Path log = folder.resolve("keytool.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).describedAs(Files.readString(log)).isZero();
    }

    private static Evacuator evacuator(SimulatedOpenStack cloud, SettableClock clock, String caFile) {
        Map<String, String> auth = new HashMap<>(Map.of(
                "auth.auth_url", cloud.authUrl(),
                "auth.username", cloud.settings().username(),
                "auth.password", cloud.settings().password().reveal(),
                "auth.tenant_name", cloud.settings().project(),
                "auth.ca_file", caFile));
        return new NovaEvacuatorFactory()
                .create(
                        ConfigFactory.parseMap(auth).withFallback(ConfigFactory.parseResources("reference.conf")),
                        new TestContext(clock));
    }
}
