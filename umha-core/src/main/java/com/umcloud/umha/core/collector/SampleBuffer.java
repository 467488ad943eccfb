package com.umcloud.umha.core.collector;

import com.umcloud.umha.core.telemetry.ReceivedSample;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The samples that wait for the store, oldest first, of bounded number: when it is full the oldest give way to the newest.
 * The receiving thread adds, one writing thread takes.
 */
final class SampleBuffer {
    private final int capacity;
    private final int batchSize;
    private final Deque<ReceivedSample> samples = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean ending;

    SampleBuffer(int capacity, int batchSize) {
        this.capacity = capacity;
        this.batchSize = batchSize;
    }

    /** Adds a sample; returns whether the oldest had to give way for it. */
    boolean add(ReceivedSample sample) {
        lock.lock();
        try {
            boolean full = samples.size() >= capacity;
            if (full) {
                samples.removeFirst();
            }
            samples.addLast(sample);
            if (samples.size() == 1 || samples.size() == batchSize) {
                changed.signal();
            }
            return full;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the oldest samples: a full batch, or what there is once {@code delay} has passed since there was one, or at
     * once when the end is near.
     *
     * @return at most a batch; empty only when there is nothing left and nothing more will come
     */
    List<ReceivedSample> take(Duration delay) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (samples.isEmpty() && !ending) {
                changed.await();
            }
            long left = delay.toNanos();
            while (samples.size() < batchSize && !ending && left > 0) {
                left = changed.awaitNanos(left);
            }
            List<ReceivedSample> batch = new ArrayList<>(Math.min(batchSize, samples.size()));
            while (batch.size() < batchSize && !samples.isEmpty()) {
                batch.add(samples.removeFirst());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Puts samples back to the front, in order, as far as there is room; returns how many of the oldest gave way. */
    int giveBack(List<ReceivedSample> batch) {
        lock.lock();
        try {
            int index = batch.size();
            while (index > 0 && samples.size() < capacity) {
                samples.addFirst(batch.get(--index));
            }
            return index;
        } finally {
            lock.unlock();
        }
    }

    /** Waits; the end cuts it short, if it was not near before. */
    void pause(Duration duration) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean endingAlready = ending;
            long left = duration.toNanos();
            while (left > 0 && ending == endingAlready) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will be added: whoever waits goes on. */
    void end() {
        lock.lock();
        try {
            ending = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isEnding() {
        lock.lock();
        try {
            return ending;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return samples.size();
        } finally {
            lock.unlock();
        }
    }
}
