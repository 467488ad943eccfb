package com.umcloud.umha.notifiers.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpConfigTest {
    /** As an INI file gives it: everything is text. */
    private static final String GUIDE = """
            email {
              enable_send_mail = "True"
              send_server = "smtp.126.com"
              send_port = "25"
              need_auth = "true"
              sender_username = "alert@example.com"
              sender_pwd = "change-me"
              receiver_list = "ops@example.com"
              mail_subject = "UMHA高可用告警"
            }
            """;

    @Test
    void defaults() {
        SmtpConfig config = SmtpConfig.from(reference(), "controller-1");

        assertThat(config)
                .isEqualTo(new SmtpConfig(
                        false,
                        "",
                        25,
                        Optional.empty(),
                        "",
                        List.of(),
                        "UMHA高可用告警",
                        TlsMode.AUTO,
                        Optional.empty(),
                        Duration.ofSeconds(10),
                        "controller-1"));
        assertThat(config.tlsFromTheStart()).isFalse();
        assertThat(config.verifiesServer()).isFalse();
    }

    @Test
    void theGuidesSection() {
        SmtpConfig config = read(GUIDE);

        assertThat(config.enabled()).isTrue();
        assertThat(config.server()).isEqualTo("smtp.126.com");
        assertThat(config.login()).contains(new SmtpConfig.Login("alert@example.com", Secret.of("change-me")));
        assertThat(config.sender()).isEqualTo("alert@example.com");
        assertThat(config.receivers()).containsExactly("ops@example.com");
        assertThat(config.subject()).isEqualTo("UMHA高可用告警");
    }

    @Test
    void everyKey() {
        SmtpConfig config = read(GUIDE + """
                email {
                  send_port = "465"
                  receiver_list = "a@x.test, Ops Team <b@x.test>,,a@x.test"
                  sender_address = "umha@x.test"
                  tls = "STARTTLS"
                  ca_file = "/etc/hosts"
                  connect_timeout = "2s"
                  local_host = "ha.x.test"
                }
                """);

        assertThat(config.port()).isEqualTo(465);
        assertThat(config.receivers()).containsExactly("a@x.test", "Ops Team <b@x.test>");
        assertThat(config.sender()).isEqualTo("umha@x.test");
        assertThat(config.tls()).isEqualTo(TlsMode.STARTTLS);
        assertThat(config.tlsFromTheStart()).isFalse();
        assertThat(config.verifiesServer()).isTrue();
        assertThat(config.authorities()).contains(Path.of("/etc/hosts"));
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.localHost()).isEqualTo("ha.x.test");
    }

    @Test
    void receiversMayBeAList() {
        assertThat(read(GUIDE + "email.receiver_list = [\"a@x.test\", \"b@x.test\"]")
                        .receivers())
                .containsExactly("a@x.test", "b@x.test");
    }

    @Test
    void portOf465MeansTlsFromTheStart() {
        assertThat(read(GUIDE + "email.send_port = 465").tlsFromTheStart()).isTrue();
        assertThat(read(GUIDE + "email { send_port = 465, tls = none }").tlsFromTheStart())
                .isFalse();
        assertThat(read(GUIDE + "email.tls = ssl").tlsFromTheStart()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            send_port = 70000           | [email] send_port: '70000' is not a port
            send_port = abc             | [email] send_port: 'abc' is not a port
            enable_send_mail = maybe    | [email] enable_send_mail: 'maybe' is not true or false
            tls = always                | [email] tls: 'always' is not one of auto, starttls, ssl, none
            connect_timeout = 10        | [email] connect_timeout: '10' is not a duration with its unit
            connect_timeout = -1s       | [email] connect_timeout: '-1s' is not a duration above zero
            connect_timeout = soon      | [email] connect_timeout
            send_server = ""            | [email] send_server: '' is not the name
            send_server = "a b"         | [email] send_server: 'a b' is not the name
            sender_pwd = ""             | [email] need_auth: it needs sender_username and sender_pwd
            sender_address = nobody     | [email] sender_address: 'nobody' is not a mail address
            receiver_list = ""          | [email] receiver_list: it is empty
            receiver_list = "a@x, ops"  | [email] receiver_list: 'ops' is not a mail address
            receiver_list = "a@例.test" | [email] receiver_list: 'a@例.test' is not a mail address
            receiver_list = "a@x\\r\\nRCPT TO:<b@x>" | is not a mail address
            sender_address = "a@x\\nb"  | [email] sender_address
            mail_subject = "a\\r\\nBcc: b@x" | [email] mail_subject: it is one line
            ca_file = /not/there        | [email] ca_file: /not/there cannot be read
            """)
    void namesWhatIsWrong(String line, String expected) {
        assertThatThrownBy(() -> read(GUIDE + "email { " + line + " }"))
                .asInstanceOf(InstanceOfAssertFactories.type(UmhaException.class))
                .satisfies(e -> assertThat(e.type()).isEqualTo(FailureType.CONFIGURATION))
                .satisfies(e -> assertThat(e).hasMessageContaining(expected));
    }

    @Test
    void namesEveryProblemAtOnceAndNeverThePassword() {
        assertThatThrownBy(() ->
                        read(GUIDE + "email { send_port = 0, tls = x, receiver_list = \"\", send_server = \"\" }"))
                .hasMessageContaining("send_port")
                .hasMessageContaining("tls")
                .hasMessageContaining("receiver_list")
                .hasMessageContaining("send_server")
                .message()
                .doesNotContain("change-me");
        assertThat(read(GUIDE).toString()).doesNotContain("change-me");
    }

    @Test
    void whatIsNotUsedIsNotChecked() {
        assertThat(read(GUIDE + "email { enable_send_mail = false, receiver_list = \"\" }")
                        .enabled())
                .isFalse();
    }

    static SmtpConfig read(String text) {
        return SmtpConfig.from(ConfigFactory.parseString(text).withFallback(reference()), "controller-1");
    }

    private static Config reference() {
        return ConfigFactory.parseResources(SmtpConfigTest.class.getClassLoader(), "reference.conf");
    }
}
