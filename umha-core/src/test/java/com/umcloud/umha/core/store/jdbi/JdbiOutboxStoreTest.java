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

/** What the contract of the stores does not show: the columns that only an operator reads. */
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
    void anOperatorCanReadWhyANotificationIsStillOwed() {
        store.add(List.of(row("smtp", "a", 1)));

        store.retryAt("smtp", "a", T0.plusSeconds(60), "451 邮箱 busy");
        store.retryAt("smtp", "a", T0.plusSeconds(90), "550 no such user");
        assertThat(Rows.texts(database, "SELECT last_error FROM outbox")).containsExactly("550 no such user");

        store.delivered("smtp", "a", T0);
        assertThat(Rows.count(database, "outbox WHERE last_error IS NULL AND delivered_at IS NOT NULL"))
                .isEqualTo(1);
    }
}
