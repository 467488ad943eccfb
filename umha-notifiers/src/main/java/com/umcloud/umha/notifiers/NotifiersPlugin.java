package com.umcloud.umha.notifiers;

import com.umcloud.umha.api.notify.NotifierFactory;
import com.umcloud.umha.api.plugin.UmhaPlugin;
import com.umcloud.umha.notifiers.smtp.SmtpNotifierFactory;
import java.util.List;

/** Offers the notifier {@code smtp}. */
public final class NotifiersPlugin implements UmhaPlugin {
    @Override
    public List<NotifierFactory> notifierFactories() {
        return List.of(new SmtpNotifierFactory());
    }
}
