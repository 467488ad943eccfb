package com.umcloud.umha.notifiers.smtp;

import com.typesafe.config.Config;
import com.umcloud.umha.api.notify.DeliveryResult;
import com.umcloud.umha.api.notify.Notifier;
import com.umcloud.umha.api.notify.NotifierFactory;
import com.umcloud.umha.api.plugin.PluginContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the notifier {@code smtp} from section {@code [email]}. */
public final class SmtpNotifierFactory implements NotifierFactory {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpNotifierFactory.class);

    @Override
    public String name() {
        return "smtp";
    }

    /** With {@code enable_send_mail = false} the notifier takes everything and sends nothing, which is said once, here. */
    @Override
    public Notifier create(Config config, PluginContext context) {
        SmtpConfig settings = SmtpConfig.from(config, context.hostName());
        if (!settings.enabled()) {
            LOG.info("Mail is switched off ([email] enable_send_mail = false): nobody is told by mail");
            return (notification, limit) -> new DeliveryResult.Delivered();
        }
        if (!settings.verifiesServer()) {
            LOG.info(
                    "Mail goes to {} without verifying who that is ([email] tls = auto without ca_file)",
                    settings.server());
        }
        return new SmtpNotifier(settings, context::nanoTime);
    }
}
