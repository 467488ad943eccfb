package com.umcloud.umha.notifiers.smtp;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.testkit.mail.SmtpSink;
import java.time.Instant;
import java.util.Optional;

/** Notifiers that mail to a sink, and what they tell. */
final class SmtpNotifiers {
    private SmtpNotifiers() {}

    static SmtpNotifier make(SmtpSink sink, String settings) {
        SmtpConfig config = SmtpConfigTest.read("""
                email {
                  enable_send_mail = true
                  send_server = "127.0.0.1"
                  send_port = %d
                  sender_username = "alert@example.com"
                  receiver_list = "a@x.test, b@x.test"
                  %s
                }
                """.formatted(sink.port(), settings));
        return new SmtpNotifier(config, System::nanoTime);
    }

    static Notification notification() {
        return new Notification(
                "incident-7.3",
                "incident.recovered",
                Severity.CRITICAL,
                Optional.of("compute-1"),
                Optional.of("7"),
                Instant.parse("2026-11-01T12:00:00Z"),
                "计算节点 compute-1 已断电, 3 instances recovered",
                "第一行\n.\n..dots\n最后一行 ok");
    }
}
