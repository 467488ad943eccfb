package com.umcloud.umha.daemon.command;

import com.umcloud.umha.core.store.OperatorStore;
import com.umcloud.umha.core.store.OperatorWord;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says a word to the processor that acts and waits for what becomes of it. */
public final class SpokenWord {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration MARGIN = Duration.ofSeconds(10);

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait until the processor has heard it; default: two sample intervals and 10 s."
                    + " A word that nobody has heard by then is withdrawn.")
    private @Nullable Integer seconds;

    @Option(names = "--json", description = "One JSON document instead of text.")
    private boolean json;

    /** What is printed. */
    record Result(OperatorWord word, boolean accepted, String outcome) {}

    /**
     * Says it and prints the outcome.
     *
     * @return the exit code: FAILED if it was refused, or nobody has heard it
     */
    int say(
            OperatorGround ground,
            PrintWriter out,
            OperatorWord.Kind kind,
            String subject,
            Optional<String> incidentId,
            String operator,
            String reason,
            boolean destinationChecked) {
        OperatorWord word = new OperatorWord(
                UUID.randomUUID().toString(),
                kind,
                subject,
                incidentId,
                operator,
                reason,
                destinationChecked,
                ground.now(),
                Optional.empty());
        OperatorStore store = ground.stores().operators();
        store.say(word);
        OperatorWord answered = await(ground, store, word);
        boolean accepted =
                answered.outcome().map(OperatorWord.Outcome::accepted).orElse(false);
        String outcome = answered.outcome()
                .map(OperatorWord.Outcome::text)
                .orElseGet(
                        () -> "nobody has heard it, and it was withdrawn: nothing was changed. " + processor(ground));
        if (json) {
            out.println(JsonText.of(new Result(answered, accepted, outcome)));
        } else {
            out.println((accepted ? "" : "Refused: ") + outcome);
        }
        return accepted ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static String processor(OperatorGround ground) {
        String holder = ground.stores().leases().read().holder();
        return holder.isEmpty()
                ? "No processor acts at this moment: start umha processing"
                : "The processor on " + holder + " holds the lease and has not read it: look at its log";
    }

    /** The word with its outcome; without one if it was withdrawn. */
    private OperatorWord await(OperatorGround ground, OperatorStore store, OperatorWord word) {
        Duration patience = seconds != null
                ? Duration.ofSeconds(seconds)
                : ground.configuration()
                        .observation()
                        .sampleInterval()
                        .multipliedBy(2)
                        .plus(MARGIN);
        long end = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        while (!interrupted && System.nanoTime() < end) {
            Optional<OperatorWord> now =
                    store.word(word.id()).filter(w -> w.outcome().isPresent());
            if (now.isPresent()) {
                return now.get();
            }
            try {
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                interrupted = true;
            }
        }
        return store.withdraw(word.id(), ground.now())
                ? word
                : store.word(word.id()).orElse(word);
    }
}
