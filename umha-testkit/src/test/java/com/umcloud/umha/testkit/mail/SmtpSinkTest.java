package com.umcloud.umha.testkit.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.UmhaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpSinkTest {
    private final SmtpSink sink = SmtpSink.start();

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void keepsAMailDecoded() throws Exception {
        try (Client client = new Client(sink)) {
            client.expect("220");
            client.say("EHLO me", "250-", "250-", "250 ");
            client.say("MAIL FROM:<a@x.test> BODY=8BITMIME", "250");
            client.say("RCPT TO:<b@x.test>", "250");
            client.say("RCPT TO:<c@x.test>", "250");
            client.say("DATA", "354");
            client.send("Subject: =?UTF-8?B?5ZGK?=\r\n =?UTF-8?Q?=E8=AD=A6_1?= end");
            client.send("X-Note: one\r\n\ttwo");
            client.send("Content-Type: text/plain; charset=UTF-8");
            client.send("Content-Transfer-Encoding: quoted-printable");
            client.send("");
            client.send("caf=C3=A9 is=\r\n soft");
            client.send("..dot");
            client.say(".", "250");
            client.say("QUIT", "221");
        }

        ReceivedMail mail = sink.awaitMessages(1, Duration.ofSeconds(5)).get(0);
        assertThat(mail.from()).isEqualTo("a@x.test");
        assertThat(mail.receivers()).containsExactly("b@x.test", "c@x.test");
        assertThat(mail.subject()).isEqualTo("告警 1 end");
        assertThat(mail.header("x-note")).contains("one\ttwo");
        assertThat(mail.body()).isEqualTo("café is soft\n.dot");
        assertThat(mail.encrypted()).isFalse();
    }

    @Test
    void insistsOnALogin() throws Exception {
        sink.faults().requireLogin("ops", "geheim");
        try (Client client = new Client(sink)) {
            client.expect("220");
            client.say("EHLO me", "250-", "250-", "250-", "250 AUTH PLAIN LOGIN");
            client.say("MAIL FROM:<a@x.test>", "530");
            client.say("AUTH PLAIN AG9wcwB3cm9uZw==", "535");
            client.say("AUTH LOGIN", "334");
            client.say("b3Bz", "334");
            client.say("Z2VoZWlt", "235");
            client.say("MAIL FROM:<a@x.test>", "250");
        }
    }

    @Test
    void refusesAsToldAndOnlySoOften() throws Exception {
        sink.faults().refuseReceiver("b@x.test", "550 5.1.1 nobody");
        sink.faults().refuseMails(1, "451 4.3.0 later");
        try (Client client = new Client(sink)) {
            client.expect("220");
            for (String end : List.of("451", "250")) {
                client.say("MAIL FROM:<a@x.test>", "250");
                client.say("RCPT TO:<b@x.test>", "550");
                client.say("DATA", "503");
                client.say("RCPT TO:<c@x.test>", "250");
                client.say("DATA", "354");
                client.say(".", end);
            }
            client.say("NONSENSE", "502");
        }
        assertThat(sink.messages())
                .singleElement()
                .extracting(ReceivedMail::receivers)
                .isEqualTo(List.of("c@x.test"));
    }

    @Test
    void hangsUntilToldOtherwise() throws Exception {
        sink.faults().hangBefore("GREETING");
        try (Client client = new Client(sink)) {
            client.socket.setSoTimeout(100);
            assertThatThrownBy(() -> client.expect("220")).isInstanceOf(SocketTimeoutException.class);
            client.socket.setSoTimeout(5_000);
            sink.faults().hangBefore("");
            client.expect("220");
        }
    }

    @Test
    void vanishesAndComesBackOnTheSamePort() throws Exception {
        sink.goDown();
        assertThatThrownBy(() -> new Client(sink)).isInstanceOf(ConnectException.class);
        sink.comeBack();
        try (Client client = new Client(sink)) {
            client.expect("220");
        }
        assertThat(sink.connectionCount()).isEqualTo(1);
    }

    @Test
    void endsAConnectionThatBreaksLinesAmiss() throws Exception {
        try (Client client = new Client(sink)) {
            client.expect("220");
            client.raw("NOOP\n");
            assertThat(client.in.readLine()).isNull();
        }
    }

    @Test
    void tellsWhichMailsCameWhenTooFewDid() {
        assertThatThrownBy(() -> sink.awaitMessages(1, Duration.ofMillis(20)))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("of 1 mails 0 came");
    }

    /** Speaks raw SMTP. */
    private static final class Client implements AutoCloseable {
        final Socket socket;
        final BufferedReader in;

        Client(SmtpSink sink) throws IOException {
            socket = new Socket(sink.host(), sink.port());
            socket.setSoTimeout(5_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        void expect(String... starts) throws IOException {
            for (String start : starts) {
                assertThat(in.readLine()).startsWith(start);
            }
        }

        void say(String line, String... starts) throws IOException {
            send(line);
            expect(starts);
        }

        void send(String line) throws IOException {
            raw(line + "\r\n");
        }

        void raw(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
