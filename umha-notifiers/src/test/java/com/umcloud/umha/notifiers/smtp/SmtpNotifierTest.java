package com.umcloud.umha.notifiers.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.umcloud.umha.api.notify.DeliveryResult;
import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.testkit.mail.ReceivedMail;
import com.umcloud.umha.testkit.mail.SmtpSink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SmtpNotifierTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final SmtpSink sink = SmtpSink.start();

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void tellsInChineseToEveryReceiver() throws Exception {
        assertThat(deliver("", notification())).isEqualTo(new DeliveryResult.Delivered());

        ReceivedMail mail = sink.awaitMessages(1, LIMIT).get(0);
        assertThat(mail.from()).isEqualTo("alert@example.com");
        assertThat(mail.receivers()).containsExactly("a@x.test", "b@x.test");
        assertThat(mail.subject()).isEqualTo("UMHA高可用告警: 计算节点 compute-1 已断电, 3 instances recovered");
        assertThat(mail.body()).isEqualTo("第一行\n.\n..dots\n最后一行 ok");
        assertThat(mail.header("Date")).get().asString().startsWith("Sun, 1 Nov 2026 ");
        assertThat(mail.header("Message-ID")).contains("<umha.incident-7.3@example.com>");
        assertThat(mail.header("References")).contains("<umha-incident.7@example.com>");
        assertThat(mail.header("In-Reply-To")).contains("<umha-incident.7@example.com>");
        assertThat(mail.header("Auto-Submitted")).contains("auto-generated");
        assertThat(mail.header("X-UMHA-Kind")).contains("incident.recovered");
        assertThat(mail.header("X-UMHA-Host")).contains("compute-1");
        assertThat(mail.header("X-UMHA-Incident")).contains("7");
        assertThat(mail.header("X-UMHA-Severity")).contains("critical");
        assertThat(mail.header("Importance")).contains("high");
        assertThat(mail.header("Content-Type")).contains("text/plain; charset=UTF-8");
        assertThat(mail.encrypted()).isFalse();
    }

    @Test
    void cannotBeMadeToAddHeadersOrReceivers() throws Exception {
        Notification hostile = new Notification(
                "id\r\nBcc: x@x.test",
                "kind\r\nBcc: x@x.test",
                Severity.INFO,
                Optional.of("host\r\n\r\nbody"),
                Optional.of("7>\r\nRCPT TO:<x@x.test>"),
                Instant.EPOCH,
                "title\u0085\u0000end",
                "line\r\n.\r\nMAIL FROM:<x@x.test>\rend\nlast");

        assertThat(deliver("", hostile)).isInstanceOf(DeliveryResult.Delivered.class);

        ReceivedMail mail = sink.awaitMessages(1, LIMIT).get(0);
        assertThat(mail.headers()).doesNotContainKey("Bcc");
        assertThat(mail.receivers()).containsExactly("a@x.test", "b@x.test");
        assertThat(mail.header("X-UMHA-Host")).contains("host body");
        assertThat(mail.header("Message-ID")).get().asString().matches("<umha\\.[0-9a-f]{64}@example\\.com>");
        assertThat(mail.body()).isEqualTo("line\n.\nMAIL FROM:<x@x.test>\nend\nlast");
        assertThat(sink.messages()).hasSize(1);
    }

    @Test
    void logsIn() throws Exception {
        sink.faults().requireLogin("alert@example.com", "geheim");

        assertThat(deliver("need_auth = true, sender_pwd = geheim", notification()))
                .isInstanceOf(DeliveryResult.Delivered.class);
    }

    @Test
    void aWrongPasswordIsRejectedWithTheRemedyAndWithoutThePassword() throws Exception {
        sink.faults().requireLogin("alert@example.com", "geheim");

        assertThat(rejected("need_auth = true, sender_pwd = geraten"))
                .contains("refuses the login of 'alert@example.com': 535", "sender_pwd")
                .doesNotContain("geraten");
        assertThat(rejected("")).contains("530", "check [email] need_auth");
    }

    @Test
    void aServerThatIsAwayIsTriedLater() throws Exception {
        sink.goDown();

        assertThat(later("")).contains("mail server 127.0.0.1:" + sink.port(), "refused");

        sink.comeBack();
        assertThat(deliver("", notification())).isInstanceOf(DeliveryResult.Delivered.class);
    }

    @Test
    void aTemporaryRefusalIsTriedLaterAndAFinalOneIsNot() throws Exception {
        sink.faults().refuseMails(1, "451 4.3.0 try later");
        assertThat(later("")).contains("451 4.3.0 try later");

        sink.faults().refuseMails(1, "554 5.7.1 spam");
        assertThat(rejected("")).contains("refuses the mail", "554 5.7.1 spam");
    }

    @Test
    void whenEveryReceiverIsRefusedTheMailIsRejected() throws Exception {
        sink.faults().refuseReceiver("a@x.test", "550 5.1.1 nobody");
        sink.faults().refuseReceiver("b@x.test", "553 5.1.2 nowhere");
        assertThat(rejected("")).contains("a@x.test: 550 5.1.1 nobody", "b@x.test: 553", "receiver_list");

        sink.faults().refuseReceiver("b@x.test", "450 4.2.1 greylisted");
        assertThat(later("")).contains("b@x.test: 450");
    }

    @Test
    void whatTheServerSaysOfTheMailCountsForMoreThanARefusedReceiver() throws Exception {
        sink.faults().refuseReceiver("a@x.test", "550 5.1.1 nobody");
        sink.faults().refuseMails(1, "451 4.3.0 disk full");

        assertThat(later("")).contains("451 4.3.0 disk full");
    }

    @Test
    void namesInAnyScriptStandBeforeAddresses() throws Exception {
        assertThat(deliver("receiver_list = \"运维值班 <ops@x.test>\"", notification()))
                .isInstanceOf(DeliveryResult.Delivered.class);

        assertThat(sink.messages().get(0).receivers()).containsExactly("ops@x.test");
        assertThat(sink.messages().get(0).header("To")).contains("运维值班 <ops@x.test>");
    }

    @Test
    void aRefusedReceiverDoesNotKeepTheOthersFromTheirMailAndIsToldOnce() throws Exception {
        sink.faults().refuseReceiver("a@x.test", "550 5.1.1 nobody");
        Logger logger = (Logger) LoggerFactory.getLogger(SmtpNotifier.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (SmtpNotifier notifier = notifier("")) {
            assertThat(notifier.deliver(notification(), LIMIT)).isInstanceOf(DeliveryResult.Delivered.class);
            assertThat(notifier.deliver(notification(), LIMIT)).isInstanceOf(DeliveryResult.Delivered.class);
        } finally {
            logger.detachAppender(log);
        }

        assertThat(sink.messages())
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.receivers()).containsExactly("b@x.test"));
        assertThat(log.list.stream().map(ILoggingEvent::getFormattedMessage))
                .filteredOn(text -> text.contains("a@x.test: 550 5.1.1 nobody"))
                .hasSize(1);
    }

    @Test
    void aGreylistedReceiverGetsItLaterAndTheOthersOnlyOnce() throws Exception {
        sink.faults().refuseReceiver("a@x.test", "450 4.2.1 greylisted");
        try (SmtpNotifier notifier = notifier("")) {
            assertThat(notifier.deliver(notification(), LIMIT)).isInstanceOf(DeliveryResult.TryLater.class);
            sink.goDown();
            assertThat(notifier.deliver(notification(), LIMIT)).isInstanceOf(DeliveryResult.TryLater.class);
            sink.comeBack();
            sink.faults().acceptReceiver("a@x.test");
            assertThat(notifier.deliver(notification(), LIMIT)).isInstanceOf(DeliveryResult.Delivered.class);
        }

        assertThat(sink.messages())
                .extracting(ReceivedMail::receivers)
                .containsExactly(List.of("b@x.test"), List.of("a@x.test"));
    }

    @Test
    void aSilentServerIsLeftWithinTheLimit() throws Exception {
        for (String step : List.of("GREETING", "EHLO", "RCPT", ".")) {
            sink.faults().hangBefore(step);
            assertWithin(Duration.ofMillis(400), "");
        }
    }

    @Test
    void aServerThatAnswersByteByByteIsLeftWithinTheLimit() throws Exception {
        sink.faults().dribble(Duration.ofMillis(40));
        assertWithin(Duration.ofMillis(400), "");
    }

    @Test
    void closingBreaksADeliveryThatIsUnderWay() throws Exception {
        sink.faults().hangBefore("EHLO");
        SmtpNotifier notifier = notifier("");
        CompletableFuture<DeliveryResult> result = CompletableFuture.supplyAsync(() -> {
            try {
                return notifier.deliver(notification(), Duration.ofMinutes(10));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Awaitility.await().until(() -> sink.connectionCount() == 1);

        notifier.close();

        assertThat(result.get(5, TimeUnit.SECONDS)).isInstanceOf(DeliveryResult.TryLater.class);
        assertThat(notifier.deliver(notification(), LIMIT)).isInstanceOf(DeliveryResult.TryLater.class);
    }

    @Test
    void anInterruptionIsPassedOn() throws Exception {
        try (SmtpNotifier notifier = notifier("")) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> notifier.deliver(notification(), LIMIT)).isInstanceOf(InterruptedException.class);
        }
        assertThat(Thread.interrupted()).isFalse();
    }

    private void assertWithin(Duration limit, String settings) throws InterruptedException {
        try (SmtpNotifier notifier = notifier(settings)) {
            long begin = System.nanoTime();
            DeliveryResult result = notifier.deliver(notification(), limit);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(limit.plusSeconds(2));
            assertThat(result)
                    .isInstanceOfSatisfying(
                            DeliveryResult.TryLater.class,
                            later -> assertThat(later.detail()).contains("did not take the mail within"));
        }
    }

    private String later(String settings) throws InterruptedException {
        return ((DeliveryResult.TryLater) deliver(settings, notification())).detail();
    }

    private String rejected(String settings) throws InterruptedException {
        return ((DeliveryResult.Rejected) deliver(settings, notification())).detail();
    }

    private DeliveryResult deliver(String settings, Notification notification) throws InterruptedException {
        try (SmtpNotifier notifier = notifier(settings)) {
            return notifier.deliver(notification, LIMIT);
        }
    }

    private SmtpNotifier notifier(String settings) {
        return SmtpNotifiers.make(sink, settings);
    }

    private static Notification notification() {
        return SmtpNotifiers.notification();
    }
}
