package com.umcloud.umha.core.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.umcloud.umha.api.notify.DeliveryResult;
import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Notifier;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.store.OutboxRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Every iteration is called at a time of the test's choice. */
class OutboxTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private final FragileStore store = new FragileStore();
    private final ScriptedNotifier smtp = new ScriptedNotifier();
    private final AtomicBoolean mayDeliver = new AtomicBoolean(true);
    private final Logger logger = (Logger) LoggerFactory.getLogger("com.umcloud.umha.core.telling");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Instant now = START;
    private long nanos;
    private Outbox outbox = outbox(Map.of("smtp", smtp));

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        outbox.close();
        logger.detachAppender(log);
    }

    @Test
    void deliversOldestFirstAndOnce() throws Exception {
        outbox.enqueue(notification("2"));
        store.add(outbox.rowsFor(notification("1"), START.minusSeconds(1)));
        store.add(outbox.rowsFor(notification("3"), START.plusSeconds(1)));

        run(Duration.ZERO);
        run(Duration.ZERO);

        assertThat(smtp.delivered).containsExactly("1", "2");
        assertThat(store.owed()).isEqualTo(1);
    }

    @Test
    void owesARowToEachActiveNotifier() {
        Outbox two = outbox(Map.of("webhook", smtp, "smtp", smtp));
        assertThat(two.rowsFor(notification("1"), START))
                .containsExactly(
                        new OutboxRow("smtp", notification("1"), START, 0),
                        new OutboxRow("webhook", notification("1"), START, 0));
        two.close();
    }

    @Test
    void thePauseOfARowGrowsFromTenSecondsToTenMinutes() throws Exception {
        smtp.thenLater(10);
        outbox.enqueue(notification("1"));

        List<Duration> attempts = IntStream.range(0, 7_200)
                .mapToObj(Duration::ofSeconds)
                .filter(second -> {
                    int before = smtp.asked.size();
                    runAt(START.plus(second));
                    return smtp.asked.size() > before;
                })
                .toList();

        assertThat(attempts)
                .extracting(Duration::toSeconds)
                .containsExactly(0L, 10L, 30L, 70L, 150L, 310L, 630L, 1_230L, 1_830L, 2_430L, 3_030L);
        assertThat(smtp.delivered).containsExactly("1");
        assertThat(messages(Level.WARN)).hasSize(1);
        assertThat(messages(Level.INFO)).singleElement().asString().contains("delivers again after 10 deliveries");
    }

    @Test
    void afterThreeFailuresInARowTheLaneAsksWithOneRowAtATimeUntilOneIsTaken() throws Exception {
        smtp.thenLater(4);
        enqueue(20);

        run(Duration.ZERO);
        assertThat(smtp.asked).containsExactly("1", "2", "3");
        run(Duration.ofSeconds(9));
        assertThat(smtp.asked).hasSize(3);
        run(Duration.ofSeconds(1));
        assertThat(smtp.asked).hasSize(4);
        run(Duration.ofSeconds(19));
        assertThat(smtp.asked).hasSize(4);
        run(Duration.ofSeconds(1));

        assertThat(smtp.delivered).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void aRejectionIsAnErrorOnceAndTriedAgainAfterHalfAnHour() throws Exception {
        smtp.thenRejected(2);
        outbox.enqueue(notification("1"));

        run(Duration.ZERO);
        run(Duration.ofMinutes(29));
        assertThat(smtp.asked).hasSize(1);
        run(Duration.ofMinutes(1));
        assertThat(smtp.asked).hasSize(2);
        assertThat(outbox.troubles()).containsEntry("smtp", "wrong password");
        run(Duration.ofMinutes(30));

        assertThat(smtp.delivered).containsExactly("1");
        assertThat(outbox.troubles()).isEmpty();
        assertThat(messages(Level.ERROR)).singleElement().asString().contains("wrong password");
    }

    @Test
    void aWrongPasswordIsNotTriedOncePerWaitingRow() throws Exception {
        smtp.thenRejected(1_000);
        enqueue(100);

        for (int second = 0; second < 600; second += 5) {
            run(Duration.ofSeconds(5));
        }

        assertThat(smtp.asked).hasSizeLessThan(12);
        assertThat(messages(Level.ERROR)).hasSize(1);
    }

    @Test
    void survivesWhateverANotifierThrows() throws Exception {
        smtp.then((notification, limit) -> {
                    throw new IllegalStateException("bug");
                })
                .then((notification, limit) -> {
                    throw new NoClassDefFoundError("some/Lib");
                });
        outbox.enqueue(notification("1"));

        run(Duration.ZERO);
        run(Duration.ofSeconds(10));
        run(Duration.ofSeconds(20));

        assertThat(smtp.delivered).containsExactly("1");
    }

    @Test
    void anInterruptionReachesTheCallerAfterTheRowWasSettled() throws Exception {
        smtp.then((notification, limit) -> {
            throw new InterruptedException();
        });
        outbox.enqueue(notification("1"));

        assertThatThrownBy(() -> outbox.runOnce(now)).isInstanceOf(InterruptedException.class);

        assertThat(store.due(now.plusSeconds(9), 10)).isEmpty();
        assertThat(store.due(now.plusSeconds(10), 10))
                .singleElement()
                .extracting(OutboxRow::attempts)
                .isEqualTo(1);
    }

    @Test
    void aDatabaseThatIsAwayIsToldOnceAndNothingGoesOutTwice() throws Exception {
        smtp.then((notification, limit) -> {
            store.setAway(true);
            return new DeliveryResult.Delivered();
        });
        enqueue(2);

        for (int i = 0; i < 5; i++) {
            run(Duration.ofSeconds(5));
        }
        assertThat(smtp.asked).containsExactly("1");
        store.setAway(false);
        run(Duration.ofSeconds(5));

        assertThat(smtp.asked).containsExactly("1", "2");
        assertThat(store.owed()).isZero();
        assertThat(messages(Level.ERROR)).singleElement().asString().contains("the database is away");
        assertThat(messages(Level.INFO)).singleElement().asString().contains("can use the database again");
    }

    @Test
    void thatTheDatabaseIsAwayIsToldWithoutTheDatabase() throws Exception {
        store.setAway(true);
        smtp.thenLater(1);
        outbox.enqueueDirectly(notification("away"));

        run(Duration.ZERO);
        run(Duration.ofSeconds(10));
        run(Duration.ofSeconds(10));

        assertThat(smtp.delivered).containsExactly("away");
    }

    @Test
    void deliversNothingFromTheStoreWhileAnotherProcessActs() throws Exception {
        outbox.enqueue(notification("1"));
        mayDeliver.set(false);
        run(Duration.ZERO);
        assertThat(smtp.asked).isEmpty();

        mayDeliver.set(true);
        smtp.then((notification, limit) -> {
            mayDeliver.set(false);
            return new DeliveryResult.Delivered();
        });
        outbox.enqueue(notification("2"));
        run(Duration.ZERO);
        assertThat(smtp.delivered).containsExactly("1");
    }

    @Test
    void theRowsOfOneThatFailsDoNotHideThoseOfAnother() throws Exception {
        outbox.close();
        ScriptedNotifier webhook = new ScriptedNotifier();
        smtp.thenLater(1_000);
        outbox = outbox(Map.of("smtp", smtp));
        enqueue(500);
        outbox.close();
        outbox = outbox(Map.of("smtp", smtp, "webhook", webhook));
        outbox.enqueue(notification("new"));

        run(Duration.ZERO);

        assertThat(webhook.delivered).containsExactly("new");
    }

    @Test
    void aLongDeliveryCountsIntoThePause() throws Exception {
        smtp.then((notification, limit) -> {
            nanos += Duration.ofSeconds(30).toNanos();
            return new DeliveryResult.TryLater("slow");
        });
        outbox.enqueue(notification("1"));

        run(Duration.ZERO);

        assertThat(store.due(START.plusSeconds(39), 10)).isEmpty();
        assertThat(store.due(START.plusSeconds(40), 10)).hasSize(1);
    }

    @Test
    void aClockThatWasSetBackDoesNotProlongTheRest() throws Exception {
        smtp.thenLater(3);
        enqueue(4);
        run(Duration.ZERO);
        store.add(List.of(new OutboxRow("smtp", notification("early"), Instant.EPOCH, 0)));

        run(Duration.ofHours(-2));

        assertThat(smtp.delivered).containsExactly("early");
    }

    private Outbox outbox(Map<String, Notifier> notifiers) {
        return new Outbox(store, notifiers, OutboxConfig.standard(), () -> now, () -> nanos, mayDeliver::get);
    }

    private void enqueue(int count) {
        for (int i = 1; i <= count; i++) {
            store.add(outbox.rowsFor(notification(String.valueOf(i)), START.minusSeconds(1_000 - i)));
        }
    }

    private void run(Duration later) throws InterruptedException {
        now = now.plus(later);
        while (outbox.runOnce(now)) {
            assertThat(store.owed()).isPositive();
        }
    }

    private void runAt(Instant at) {
        now = at;
        try {
            outbox.runOnce(now);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> messages(Level level) {
        return log.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    static Notification notification(String id) {
        return new Notification(
                id, "test", Severity.INFO, Optional.empty(), Optional.empty(), START, "title " + id, "body");
    }
}
