package com.umcloud.umha.core.telling;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.store.OutboxRow;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryOutboxTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final MemoryOutbox outbox = new MemoryOutbox(3);

    @Test
    void keepsAKnownRowAsItIs() {
        outbox.add(List.of(row("smtp", "1", NOW)));
        outbox.retryAt("smtp", "1", NOW.plusSeconds(10), "busy");
        outbox.add(List.of(row("smtp", "1", NOW), row("webhook", "1", NOW)));

        assertThat(outbox.due(NOW, 10)).containsExactly(row("webhook", "1", NOW));
        assertThat(outbox.due(NOW.plusSeconds(10), 10)).hasSize(2);
        assertThat(outbox.recent(10)).extracting(Notification::id).containsExactly("1");
    }

    @Test
    void forgetsWhatWasDelivered() {
        outbox.add(List.of(row("smtp", "1", NOW), row("smtp", "2", NOW)));
        outbox.delivered("smtp", "1", NOW);

        assertThat(outbox.owed()).isEqualTo(1);
        assertThat(outbox.recent(10)).extracting(Notification::id).containsExactly("2", "1");
    }

    @Test
    void letsTheOldestGoWhenItIsFull() {
        IntStream.rangeClosed(1, 5).forEach(i -> outbox.add(List.of(row("smtp", String.valueOf(i), NOW))));

        assertThat(outbox.due(NOW, 10))
                .extracting(row -> row.notification().id())
                .containsExactly("3", "4", "5");
    }

    @Test
    void findsTheRowsOfOneNotifierBehindThoseOfAnother() {
        MemoryOutbox large = new MemoryOutbox(1_000);
        IntStream.range(0, 300).forEach(i -> large.add(List.of(row("smtp", String.valueOf(i), NOW.minusSeconds(1)))));
        large.add(List.of(row("webhook", "1", NOW), row("webhook", "2", NOW), row("webhook", "3", NOW.plusSeconds(1))));

        assertThat(large.due("webhook", NOW, 10)).containsExactly(row("webhook", "1", NOW), row("webhook", "2", NOW));
        assertThat(large.due("webhook", NOW, 1)).containsExactly(row("webhook", "1", NOW));
        assertThat(large.due("pager", NOW, 10)).isEmpty();
    }

    private static OutboxRow row(String notifier, String id, Instant at) {
        return new OutboxRow(notifier, OutboxTest.notification(id), at, 0);
    }
}
