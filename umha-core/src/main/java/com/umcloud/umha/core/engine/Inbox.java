package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.observation.Round;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the engine's thread has still to handle. Bounded without losing anything that counts: of the samples of a host only
 * the newest matters, of the rounds the newest few, and there is one answer for each command that was handed out. Filled
 * by any thread, emptied by the engine's.
 */
final class Inbox {
    private static final int ROUNDS = 3;
    private static final int CONFIRMATIONS = 1000;

    private final Map<String, Instant> heard = new LinkedHashMap<>();
    private final Deque<Round> rounds = new ArrayDeque<>();
    private final Deque<EngineEvent.Answered> answers = new ArrayDeque<>();
    private final Deque<EngineEvent.ConfirmedOff> confirmations = new ArrayDeque<>();
    private final Map<String, EngineEvent.Found> found = new LinkedHashMap<>();
    private EngineEvent.@Nullable Forecasted forecast;
    private boolean roundWasLast;
    private boolean closed;

    /** A sample of a host with an incident was heard. */
    synchronized void heard(String host, Instant at) {
        heard.merge(host, at, (a, b) -> a.isAfter(b) ? a : b);
        notifyAll();
    }

    /** Takes a round; true if an older one had to give way, because the engine is behind. */
    synchronized boolean observed(Round round) {
        boolean full = rounds.size() == ROUNDS;
        if (full) {
            rounds.removeFirst();
        }
        rounds.addLast(round);
        notifyAll();
        return full;
    }

    synchronized void answered(EngineEvent.Answered answer) {
        answers.addLast(answer);
        notifyAll();
    }

    /** Takes the newest forecast. */
    synchronized void forecasted(EngineEvent.Forecasted newest) {
        forecast = newest;
        notifyAll();
    }

    /** Takes what was found on a recovered host; the newest counts. */
    synchronized void found(EngineEvent.Found newest) {
        found.put(newest.host(), newest);
        notifyAll();
    }

    /** Takes an operator's word; false if far too many wait already. */
    synchronized boolean confirmed(EngineEvent.ConfirmedOff confirmation) {
        if (confirmations.size() >= CONFIRMATIONS) {
            return false;
        }
        confirmations.addLast(confirmation);
        notifyAll();
        return true;
    }

    /** What could not be written down is tried again, after everything else of its kind. Rounds are not: newer ones come. */
    synchronized void putBack(EngineEvent event) {
        if (event instanceof EngineEvent.Answered answer) {
            answers.addLast(answer);
        } else if (event instanceof EngineEvent.ConfirmedOff confirmation) {
            confirmations.addLast(confirmation);
        } else if (event instanceof EngineEvent.Forecasted forecasted) {
            forecast = forecast == null ? forecasted : forecast;
        } else if (event instanceof EngineEvent.Found latecomers) {
            found.putIfAbsent(latecomers.host(), latecomers);
        } else if (event instanceof EngineEvent.Heard sample) {
            heard.merge(sample.host(), sample.at(), (a, b) -> a.isAfter(b) ? a : b);
        }
    }

    /**
     * The next event: signs of life first, rounds and answers in turn.
     *
     * @param roundsOnly while nothing can be written down
     * @return null when the time is over, or the inbox was closed
     */
    synchronized @Nullable EngineEvent next(long waitNanos, boolean roundsOnly) throws InterruptedException {
        long until = System.nanoTime() + waitNanos;
        while (true) {
            EngineEvent event = poll(roundsOnly);
            long left = until - System.nanoTime();
            if (event != null || left <= 0 || closed) {
                return event;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private @Nullable EngineEvent poll(boolean roundsOnly) {
        if (roundsOnly) {
            return rounds.isEmpty() ? null : new EngineEvent.Observed(rounds.removeFirst());
        }
        if (!heard.isEmpty()) {
            Iterator<Map.Entry<String, Instant>> entries = heard.entrySet().iterator();
            Map.Entry<String, Instant> first = entries.next();
            EngineEvent event = new EngineEvent.Heard(first.getKey(), first.getValue());
            entries.remove();
            return event;
        }
        if (!confirmations.isEmpty()) {
            return confirmations.removeFirst();
        }
        if (forecast != null) {
            EngineEvent event = forecast;
            forecast = null;
            return event;
        }
        if (!found.isEmpty()) {
            return found.remove(found.keySet().iterator().next());
        }
        boolean round = !rounds.isEmpty() && (answers.isEmpty() || !roundWasLast);
        roundWasLast = round;
        if (round) {
            return new EngineEvent.Observed(rounds.removeFirst());
        }
        return answers.pollFirst();
    }

    /** Nobody waits any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
