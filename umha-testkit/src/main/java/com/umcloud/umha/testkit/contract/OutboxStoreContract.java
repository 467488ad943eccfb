package com.umcloud.umha.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.core.store.OutboxStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Notifications that are owed. */
interface OutboxStoreContract extends Stored {
    private OutboxStore store() {
        return database().stores().outbox();
    }

    @Test
    default void notificationsComeDueInOrderAndAtTheirTime() {
        store().add(List.of(owed("smtp", "b", 2), owed("smtp", "a", 1), owed("webhook", "a", 1), owed("smtp", "c", 3)));

        assertThat(store().due(T0, 10)).isEmpty();
        assertThat(store().due(T0.plusSeconds(2), 10))
                .containsExactly(owed("smtp", "a", 1), owed("webhook", "a", 1), owed("smtp", "b", 2));
        assertThat(store().due(T0.plusSeconds(9), 2)).hasSize(2);
        assertThat(store().due(T0.plusSeconds(1).minusNanos(1000), 10)).isEmpty();
        assertThat(store().owed()).isEqualTo(4);
    }

    @Test
    default void oneNotifiersRowsAreFoundBehindThoseOfOthers() {
        store().add(List.of(owed("smtp", "a", 1), owed("smtp", "b", 2), owed("webhook", "c", 3), owed("smtp", "d", 4)));

        assertThat(store().due("webhook", T0.plusSeconds(9), 1)).containsExactly(owed("webhook", "c", 3));
        assertThat(store().due("smtp", T0.plusSeconds(9), 2))
                .containsExactly(owed("smtp", "a", 1), owed("smtp", "b", 2));
        assertThat(store().due("nobody", T0.plusSeconds(9), 2)).isEmpty();
    }

    @Test
    default void deliveredIsNotOwedAnyMore() {
        store().add(List.of(owed("smtp", "a", 1), owed("webhook", "a", 1)));

        store().delivered("smtp", "a", T0.plusSeconds(5));

        assertThat(store().due(T0.plusSeconds(9), 10)).containsExactly(owed("webhook", "a", 1));
        assertThat(store().owed()).isEqualTo(1);
        store().retryAt("smtp", "a", T0, "too late");
        assertThat(store().owed()).isEqualTo(1);
        store().delivered("smtp", "unknown", T0);
        store().retryAt("smtp", "unknown", T0, "who?");
        assertThat(store().owed()).isEqualTo(1);
    }

    @Test
    default void aFailedTryIsCountedAndPutOff() {
        store().add(List.of(owed("smtp", "a", 1)));

        store().retryAt("smtp", "a", T0.plusSeconds(60), "451 邮箱 busy");
        store().retryAt("smtp", "a", Instant.MAX, "550 no such user");

        assertThat(store().due(T0.plusSeconds(3600), 10)).isEmpty();
        assertThat(store().due(Instant.MAX, 10)).extracting(OutboxRow::attempts).containsExactly(2);
        store().retryAt("smtp", "a", T0.plusSeconds(7), "again");
        assertThat(store().due(T0.plusSeconds(7), 10))
                .containsExactly(new OutboxRow("smtp", owed("smtp", "a", 1).notification(), T0.plusSeconds(7), 3));
    }

    @Test
    default void aKnownNotificationIsKept() {
        store().add(List.of(owed("smtp", "a", 1)));
        store().delivered("smtp", "a", T0);

        store().add(List.of(owed("smtp", "a", 1), owed("smtp", "b", 1)));
        store().add(List.of());

        assertThat(store().due(T0.plusSeconds(9), 10)).containsExactly(owed("smtp", "b", 1));
    }

    @Test
    default void recentHasEachNotificationOnce() {
        store().add(List.of(
                owed("webhook", "a", 1, "of the webhook"),
                owed("smtp", "a", 1),
                owed("webhook", "b", 2),
                owed("smtp", "c", 3),
                owed("smtp", "b2", 2)));
        store().delivered("smtp", "c", T0);

        assertThat(store().recent(10)).extracting(Notification::id).containsExactly("c", "b2", "b", "a");
        assertThat(store().recent(10).get(3)).isEqualTo(owed("smtp", "a", 1).notification());
        assertThat(store().recent(1)).containsExactly(owed("smtp", "c", 3).notification());
    }
}
