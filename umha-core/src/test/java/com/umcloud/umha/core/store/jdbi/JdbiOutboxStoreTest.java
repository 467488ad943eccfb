package com.umcloud.umha.core.store.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.fixture.Rows;
import com.umcloud.umha.core.store.fixture.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class JdbiOutboxStoreTest {
    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00.000001Z");

    private static Database database;

    @Parameter
    TestDatabase kind;

    private JdbiOutboxStore store;

    @BeforeParameterizedClassInvocation
    static void openDatabase(TestDatabase kind) {
        database = kind.migrated();
    }

    @AfterParameterizedClassInvocation
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void clear() {
        Rows.clear(database);
        store = new JdbiOutboxStore(database);
    }

    private static OutboxRow row(String notifier, String id, int second) {
        Notification notification = new Notification(
                id,
                "incident.opened",
                Severity.CRITICAL,
                Optional.of("node-1"),
                Optional.empty(),
                T0.plusSeconds(second),
                "UMHA高可用告警 💾 " + id,
                "a\nb");
        return new OutboxRow(notifier, notification, T0.plusSeconds(second), 0);
    }

    @Test
    void comesDueInOrderAndAtItsTime() {
        store.add(List.of(row("smtp", "b", 2), row("smtp", "a", 1), row("webhook", "a", 1), row("smtp", "c", 3)));

        assertThat(store.due(T0, 10)).isEmpty();
        assertThat(store.due(T0.plusSeconds(2), 10))
                .containsExactly(row("smtp", "a", 1), row("webhook", "a", 1), row("smtp", "b", 2));
        assertThat(store.due(T0.plusSeconds(9), 2)).hasSize(2);
        assertThat(store.due(T0.plusSeconds(1).minusNanos(1000), 10)).isEmpty();
        assertThat(store.owed()).isEqualTo(4);
    }

    @Test
    void deliveredIsNotOwedAnyMore() {
        store.add(List.of(row("smtp", "a", 1), row("webhook", "a", 1)));

        store.delivered("smtp", "a", T0.plusSeconds(5));

        assertThat(store.due(T0.plusSeconds(9), 10)).containsExactly(row("webhook", "a", 1));
        assertThat(store.owed()).isEqualTo(1);
        store.retryAt("smtp", "a", T0, "too late");
        assertThat(store.owed()).isEqualTo(1);
        store.delivered("smtp", "unknown", T0);
    }

    @Test
    void aFailedTryIsCountedAndPutOff() {
        store.add(List.of(row("smtp", "a", 1)));

        store.retryAt("smtp", "a", T0.plusSeconds(60), "451 邮箱 busy");
        store.retryAt("smtp", "a", Instant.MAX, "550 no such user");

        assertThat(store.due(T0.plusSeconds(3600), 10)).isEmpty();
        assertThat(store.due(Instant.MAX, 10)).extracting(OutboxRow::attempts).containsExactly(2);
        assertThat(Rows.texts(database, "SELECT last_error FROM outbox")).containsExactly("550 no such user");
    }

    @Test
    void aKnownRowIsKept() {
        store.add(List.of(row("smtp", "a", 1)));
        store.delivered("smtp", "a", T0);

        store.add(List.of(row("smtp", "a", 1), row("smtp", "b", 1)));
        store.add(List.of());

        assertThat(store.due(T0.plusSeconds(9), 10)).containsExactly(row("smtp", "b", 1));
    }

    @Test
    void recentHasEachNotificationOnce() {
        store.add(List.of(row("smtp", "a", 1), row("webhook", "a", 1), row("webhook", "b", 2), row("smtp", "c", 3)));
        store.delivered("smtp", "c", T0);

        assertThat(store.recent(10)).extracting(Notification::id).containsExactly("c", "b", "a");
        assertThat(store.recent(1)).containsExactly(row("smtp", "c", 3).notification());
    }
}
