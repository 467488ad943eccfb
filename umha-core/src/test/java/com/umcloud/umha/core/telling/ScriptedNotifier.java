package com.umcloud.umha.core.telling;

import com.umcloud.umha.api.notify.DeliveryResult;
import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Notifier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers as scripted, then takes everything; keeps what it was asked to deliver. */
final class ScriptedNotifier implements Notifier {
    /** One answer. */
    interface Answer {
        DeliveryResult to(Notification notification, Duration limit) throws InterruptedException;
    }

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> delivered = new CopyOnWriteArrayList<>();
    final AtomicInteger closed = new AtomicInteger();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();

    ScriptedNotifier then(Answer answer) {
        answers.add(answer);
        return this;
    }

    ScriptedNotifier thenLater(int times) {
        for (int i = 0; i < times; i++) {
            then((notification, limit) -> new DeliveryResult.TryLater("busy"));
        }
        return this;
    }

    ScriptedNotifier thenRejected(int times) {
        for (int i = 0; i < times; i++) {
            then((notification, limit) -> new DeliveryResult.Rejected("wrong password"));
        }
        return this;
    }

    @Override
    public DeliveryResult deliver(Notification notification, Duration limit) throws InterruptedException {
        asked.add(notification.id());
        Answer answer = answers.poll();
        DeliveryResult result = answer == null ? new DeliveryResult.Delivered() : answer.to(notification, limit);
        if (result instanceof DeliveryResult.Delivered) {
            delivered.add(notification.id());
        }
        return result;
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
