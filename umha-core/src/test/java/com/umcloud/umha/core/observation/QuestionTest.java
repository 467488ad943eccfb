package com.umcloud.umha.core.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuestionTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private <T> Question<T> question(Callable<T> call, Duration deadline) {
        return new Question<>(call, executor, deadline, InstantSource.system());
    }

    @Test
    void anAnswerThatIsLateIsTakenWithTheNextAskingAndNotAskedForTwice() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Question<Boolean> question = question(
                () -> {
                    calls.incrementAndGet();
                    return release.await(1, TimeUnit.MINUTES);
                },
                Duration.ofMinutes(1));
        assertThat(question.ask(SHORT).value()).isEmpty();
        assertThat(question.ask(SHORT).failure()).isEmpty();

        release.countDown();

        assertThat(question.ask(Duration.ofSeconds(10)).value()).contains(true);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallBeyondItsDeadlineIsInterrupted() {
        CountDownLatch never = new CountDownLatch(1);
        Question<Boolean> question = question(() -> never.await(1, TimeUnit.MINUTES), Duration.ZERO);

        Awaitility.await()
                .until(() -> question.ask(SHORT)
                        .failure()
                        .filter(InterruptedException.class::isInstance)
                        .isPresent());
    }

    @Test
    void whatACallThrowsIsAFailureAndTheNextOneIsMade() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Question<Integer> question = question(
                () -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new LinkageError("a class is missing");
                    }
                    return calls.get();
                },
                Duration.ofMinutes(1));

        assertThat(question.ask(Duration.ofSeconds(10)).failure()).containsInstanceOf(LinkageError.class);
        assertThat(question.ask(Duration.ofSeconds(10)).value()).contains(2);
    }
}
