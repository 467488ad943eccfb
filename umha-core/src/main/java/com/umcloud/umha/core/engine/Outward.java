package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.notify.Notification;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who else hears of what the engine does. None of them can hold it up or break it.
 *
 * @param mailOwed called after a step that owes notifications was written
 * @param direct delivers a notification without the database, for when it is the database that is away
 * @param narrator told of every announcement after it was written
 */
record Outward(Runnable mailOwed, Consumer<Notification> direct, Consumer<Step.Told> narrator) {
    private static final Logger LOG = LoggerFactory.getLogger(Outward.class);

    void tellDirectly(Notification notification) {
        guarded(() -> direct.accept(notification));
    }

    void tell(Step step) {
        step.told().forEach(told -> guarded(() -> narrator.accept(told)));
        if (step.owesMail()) {
            guarded(mailOwed);
        }
    }

    private static void guarded(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            LOG.error("somebody who is told of the engine's steps failed: a defect of it", e);
        }
    }
}
