package com.umcloud.umha.notifiers.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.notify.DeliveryResult;
import com.umcloud.umha.testkit.mail.SmtpSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmtpTlsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    private static Path directory;

    private static SmtpSink plain;
    private static SmtpSink offering;
    private static SmtpSink secured;

    @BeforeAll
    static void start() throws Exception {
        plain = SmtpSink.start();
        offering = SmtpSink.startOfferingTls();
        secured = SmtpSink.startWithTls();
        Files.writeString(
                directory.resolve("offering.pem"), offering.certificatePem().orElseThrow());
        Files.writeString(
                directory.resolve("secured.pem"), secured.certificatePem().orElseThrow());
        Files.writeString(directory.resolve("nonsense.pem"), "nonsense");
    }

    @AfterAll
    static void stop() {
        plain.close();
        offering.close();
        secured.close();
    }

    @Test
    void autoEncryptsWhereTheServerOffersIt() throws Exception {
        assertDelivered(offering, "tls = auto", true);
        assertDelivered(plain, "tls = auto", false);
        assertDelivered(offering, "tls = none", false);
    }

    @Test
    void starttlsVerifiesTheServer() throws Exception {
        assertDelivered(offering, "tls = starttls, ca_file = \"" + directory.resolve("offering.pem") + "\"", true);
        assertRejected(offering, "tls = starttls", "is not trusted", "ca_file");
        assertRejected(
                offering, "tls = auto, ca_file = \"" + directory.resolve("secured.pem") + "\"", "is not trusted");
        assertRejected(plain, "tls = starttls", "does not offer STARTTLS");
    }

    @Test
    void theLoginWorksInsideTheEncryption() throws Exception {
        offering.faults().requireLogin("alert@example.com", "geheim");
        try {
            assertDelivered(offering, "need_auth = true, sender_pwd = geheim", true);
        } finally {
            offering.faults().requireLogin("", "");
        }
    }

    @Test
    void sslSpeaksTlsFromTheFirstByte() throws Exception {
        assertDelivered(secured, "tls = ssl, ca_file = \"" + directory.resolve("secured.pem") + "\"", true);
        assertRejected(secured, "tls = ssl", "is not trusted", "ca_file");
    }

    @Test
    void sslToAServerThatDoesNotSpeakItIsTriedLaterWithTheRemedy() throws Exception {
        assertThat(deliver(plain, "tls = ssl"))
                .isInstanceOfSatisfying(
                        DeliveryResult.TryLater.class,
                        later -> assertThat(later.detail()).contains("no TLS with", "check [email] tls and send_port"));
    }

    @Test
    void anUnusableFileOfAuthoritiesIsAConfigurationError() {
        assertThatThrownBy(() -> SmtpNotifiers.make(plain, "ca_file = \"" + directory.resolve("nonsense.pem") + "\""))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("[email] ca_file")
                .hasMessageContaining("nonsense.pem holds no certificates");
    }

    private static void assertDelivered(SmtpSink sink, String settings, boolean encrypted) throws Exception {
        int before = sink.messages().size();
        assertThat(deliver(sink, settings)).isEqualTo(new DeliveryResult.Delivered());
        assertThat(sink.messages().get(before).encrypted()).isEqualTo(encrypted);
    }

    private static void assertRejected(SmtpSink sink, String settings, String... words) throws Exception {
        assertThat(deliver(sink, settings))
                .isInstanceOfSatisfying(
                        DeliveryResult.Rejected.class,
                        rejected -> assertThat(rejected.detail()).contains(words));
    }

    private static DeliveryResult deliver(SmtpSink sink, String settings) throws Exception {
        try (SmtpNotifier notifier = SmtpNotifiers.make(sink, settings)) {
            return notifier.deliver(SmtpNotifiers.notification(), LIMIT);
        }
    }
}
