package com.umcloud.umha.notifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.notify.DeliveryResult;
import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Notifier;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.api.plugin.PluginContext;
import com.umcloud.umha.core.plugin.PluginLoader;
import com.umcloud.umha.core.plugin.PluginRegistry;
import com.umcloud.umha.core.plugin.StandardPluginContext;
import com.umcloud.umha.testkit.mail.SmtpSink;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The module as the program meets it: on the class path, activated by name. */
class NotifiersPluginTest {
    private final PluginContext context = new StandardPluginContext(
            InstantSource.system(), System::nanoTime, "controller-1", Path.of("."), method -> {
                throw new UmhaException(FailureType.CONFIGURATION, "no probe " + method);
            });

    @Test
    void smtpIsFoundAndMails() throws Exception {
        try (SmtpSink sink = SmtpSink.start();
                PluginRegistry registry = registry();
                Notifier smtp = registry.notifier("smtp")
                        .create(
                                ConfigFactory.parseMap(Map.of(
                                                "email.enable_send_mail", "true",
                                                "email.send_server", sink.host(),
                                                "email.send_port", String.valueOf(sink.port()),
                                                "email.sender_username", "umha@x.test",
                                                "email.receiver_list", "ops@x.test"))
                                        .withFallback(registry.referenceConfigs()),
                                context)) {
            assertThat(smtp.deliver(notification(), Duration.ofSeconds(10))).isEqualTo(new DeliveryResult.Delivered());
            assertThat(sink.messages())
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.subject()).isEqualTo("UMHA高可用告警: drill"));
        }
    }

    @Test
    void smtpTakesEverythingAndSendsNothingWhileMailIsSwitchedOff() throws Exception {
        try (PluginRegistry registry = registry();
                Notifier smtp = registry.notifier("smtp").create(registry.referenceConfigs(), context)) {
            assertThat(smtp.deliver(notification(), Duration.ofSeconds(1))).isEqualTo(new DeliveryResult.Delivered());
        }
    }

    @Test
    void aBadSettingNamesThePlugin() {
        try (PluginRegistry registry = registry()) {
            var config = ConfigFactory.parseMap(Map.of("email.tls", "maybe")).withFallback(registry.referenceConfigs());
            assertThatThrownBy(() -> registry.notifier("smtp").create(config, context))
                    .isInstanceOf(UmhaException.class)
                    .hasMessageContaining("notifier 'smtp' of plugin com.umcloud.umha.notifiers.NotifiersPlugin")
                    .hasMessageContaining("[email] tls: 'maybe' is not one of");
        }
    }

    private static PluginRegistry registry() {
        PluginRegistry registry = new PluginLoader(NotifiersPluginTest.class.getClassLoader()).load();
        assertThat(registry.problems()).isEmpty();
        return registry;
    }

    private static Notification notification() {
        return new Notification(
                "1", "drill", Severity.INFO, Optional.empty(), Optional.empty(), Instant.EPOCH, "drill", "body");
    }
}
