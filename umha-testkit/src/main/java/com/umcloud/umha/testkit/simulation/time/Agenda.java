package com.umcloud.umha.testkit.simulation.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/**
 * What happens at which moment of virtual time. Deterministic: what is planned for the same moment happens in the order in which
 * it was planned. Used by one thread.
 */
public final class Agenda implements InstantSource {
    private final Instant start;
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private Instant now;
    private long nanos;
    private long planned;

    /** Begins at that moment. */
    public Agenda(Instant start) {
        this.start = start;
        this.now = start;
    }

    /** Something that was planned; it can be called off. */
    public interface Planned {
        /** Nothing happens if it has happened already. */
        void cancel();
    }

    /** Times are nanoseconds since the beginning. */
    private static final class Entry implements Comparable<Entry>, Planned {
        private final long at;
        private final long number;
        private final Runnable action;
        private boolean cancelled;

        Entry(long at, long number, Runnable action) {
            this.at = at;
            this.number = number;
            this.action = action;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Entry other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Virtual nanoseconds since the beginning: a clock that never steps. */
    public long nanoTime() {
        return nanos;
    }

    /** Plans something for a moment; what lies in the past happens next. */
    public Planned at(Instant moment, Runnable action) {
        return plan(nanosAt(moment), action);
    }

    public Planned after(Duration pause, Runnable action) {
        return plan(nanos + pause.toNanos(), action);
    }

    private Planned plan(long moment, Runnable action) {
        Entry entry = new Entry(Math.max(moment, nanos), planned++, action);
        entries.add(entry);
        return entry;
    }

    private long nanosAt(Instant moment) {
        return Duration.between(start, moment).toNanos();
    }

    /** Does again and again, first after one interval, until it is called off. */
    public Planned every(Duration interval, Runnable action) {
        Repetition repetition = new Repetition(interval.toNanos(), action);
        repetition.plan();
        return repetition;
    }

    private final class Repetition implements Planned, Runnable {
        private final long interval;
        private final Runnable action;
        private boolean cancelled;

        Repetition(long interval, Runnable action) {
            this.interval = interval;
            this.action = action;
        }

        void plan() {
            Agenda.this.plan(nanos + interval, this);
        }

        @Override
        public void run() {
            if (!cancelled) {
                plan();
                action.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** Lets the next thing happen, unless it lies after {@code end}; false if there is none. */
    public boolean step(Instant end) {
        Entry next = entries.peek();
        while (next != null && next.cancelled) {
            entries.remove();
            next = entries.peek();
        }
        if (next == null || next.at > nanosAt(end)) {
            return false;
        }
        entries.remove();
        become(next.at);
        next.action.run();
        return true;
    }

    private void become(long moment) {
        if (moment != nanos) {
            nanos = moment;
            now = start.plusNanos(moment);
        }
    }

    /** Lets everything happen that is due until then, and makes it then. */
    public void runUntil(Instant end) {
        boolean more = true;
        while (more) {
            more = step(end);
        }
        become(Math.max(nanos, nanosAt(end)));
    }
}
