package com.umcloud.umha.core.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.umcloud.umha.api.notify.DeliveryResult;
import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Notifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The outbox with its own threads and the real clock. */
@Timeout(30)
class OutboxThreadsTest {
    private static final OutboxConfig HURRIED = new OutboxConfig(
            Duration.ofMillis(100),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofHours(1));

    private final MemoryOutbox store = new MemoryOutbox(1_000);

    @Test
    void isWokenByNewRows() {
        ScriptedNotifier smtp = new ScriptedNotifier();
        try (Outbox outbox = started(Map.of("smtp", smtp))) {
            outbox.enqueue(OutboxTest.notification("1"));
            await().until(() -> smtp.delivered.size() == 1);
            store.add(outbox.rowsFor(
                    OutboxTest.notification("2"), InstantSource.system().instant()));
            outbox.wake();
            await().until(() -> smtp.delivered.size() == 2);
        }
        assertThat(smtp.closed).hasValue(1);
        assertThat(threads()).isEmpty();
    }

    @Test
    void aHangingNotifierIsInterruptedAndDelaysNobody() {
        CountDownLatch never = new CountDownLatch(1);
        ScriptedNotifier hanging = new ScriptedNotifier();
        hanging.then((notification, limit) -> {
            never.await();
            return new DeliveryResult.Delivered();
        });
        ScriptedNotifier smtp = new ScriptedNotifier();
        try (Outbox outbox = started(Map.of("hanging", hanging, "smtp", smtp))) {
            outbox.enqueue(OutboxTest.notification("1"));
            await().until(() -> smtp.delivered.size() == 1);
            await().until(() -> outbox.troubles().containsKey("hanging"));

            assertThat(outbox.troubles()).containsEntry("hanging", "it did not come back within PT0.1S");
            await().until(() -> {
                outbox.wake();
                return hanging.delivered.size() == 1;
            });
        }
    }

    @Test
    void aNotifierThatIgnoresInterruptionKeepsOnlyItsOwnLaneWaiting() {
        CountDownLatch release = new CountDownLatch(1);
        ScriptedNotifier deaf = new ScriptedNotifier();
        deaf.then((notification, limit) -> {
            while (release.getCount() > 0) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                Thread.interrupted();
            }
            return new DeliveryResult.Delivered();
        });
        ScriptedNotifier smtp = new ScriptedNotifier();
        try (Outbox outbox = started(Map.of("deaf", deaf, "smtp", smtp))) {
            for (int i = 0; i < 5; i++) {
                outbox.enqueue(OutboxTest.notification(String.valueOf(i)));
            }
            await().until(() -> smtp.delivered.size() == 5);
            assertThat(deaf.asked).containsExactly("0");

            release.countDown();
            await().until(() -> deaf.delivered.size() == 5);
            assertThat(deaf.asked).containsExactly("0", "1", "2", "3", "4");
        }
    }

    @Test
    void closingInterruptsADeliveryWhichStaysOwed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        ScriptedNotifier smtp = new ScriptedNotifier();
        smtp.then((notification, limit) -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return new DeliveryResult.Delivered();
        });
        OutboxConfig patient = OutboxConfig.standard();
        Outbox outbox =
                new Outbox(store, Map.of("smtp", smtp), patient, InstantSource.system(), System::nanoTime, () -> true);
        outbox.start();
        outbox.enqueue(OutboxTest.notification("1"));
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();

        long begin = System.nanoTime();
        outbox.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        assertThat(store.due(InstantSource.system().instant(), 10))
                .singleElement()
                .satisfies(row -> assertThat(row.attempts()).isZero());
        assertThat(smtp.closed).hasValue(1);
        assertThat(threads()).isEmpty();
    }

    @Test
    void closingFreesADeliveryThatOnlyTheNotifiersCloseEnds() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Notifier socketLike = new Notifier() {
            @Override
            public DeliveryResult deliver(Notification notification, Duration limit) {
                begun.countDown();
                while (closed.getCount() > 0) {
                    LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                    Thread.interrupted();
                }
                return new DeliveryResult.TryLater("closed");
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
        Outbox outbox = started(Map.of("smtp", socketLike));
        outbox.enqueue(OutboxTest.notification("1"));
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();

        outbox.close();

        assertThat(threads()).isEmpty();
    }

    private Outbox started(Map<String, Notifier> notifiers) {
        Outbox outbox = new Outbox(store, notifiers, HURRIED, InstantSource.system(), System::nanoTime, () -> true);
        outbox.start();
        return outbox;
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("outbox-") && !name.equals("outbox-deadline"))
                .toList();
    }
}
