package com.umcloud.umha.testkit.simulation.processor;

import com.umcloud.umha.api.notify.DeliveryResult;
import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Notifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The operator's mailbox. It outlives every processor; the way to it can be broken. Used by one thread. */
public final class SimulatedMailbox {
    private final List<Notification> received = new ArrayList<>();
    private final Set<String> ids = new TreeSet<>();
    private boolean reachable = true;
    private boolean answering = true;
    private int refused;

    /** Whether mails arrive at all. */
    public void setReachable(boolean value) {
        reachable = value;
    }

    /** Whether the sender hears that a mail has arrived; if not, it will send it once more. */
    public void setAnswering(boolean value) {
        answering = value;
    }

    /** Everything that arrived, also what arrived twice, oldest first. */
    public List<Notification> received() {
        return Collections.unmodifiableList(received);
    }

    /** Whether that notification has arrived. */
    public boolean has(String id) {
        return ids.contains(id);
    }

    /** How many deliveries failed. */
    public int refused() {
        return refused;
    }

    /** A way to it for one processor; closing it does nothing. */
    Notifier notifier() {
        return this::deliver;
    }

    private DeliveryResult deliver(Notification notification, Duration limit) {
        if (!reachable) {
            refused++;
            return new DeliveryResult.TryLater("the mail server does not answer");
        }
        received.add(notification);
        ids.add(notification.id());
        if (!answering) {
            refused++;
            return new DeliveryResult.TryLater("the connection broke before the mail server's answer");
        }
        return new DeliveryResult.Delivered();
    }
}
