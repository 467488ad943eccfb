package com.umcloud.umha.core.reachability;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Drives any number of series of tries on one thread until they are over. */
final class ConnectRound {
    private ConnectRound() {}

    static void run(List<ConnectSeries> series, long deadline) throws InterruptedException {
        try (Selector selector = Selector.open()) {
            while (step(selector, series, deadline)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while probing");
                }
            }
        } catch (IOException e) {
            throw new UmhaException(
                    FailureType.EXTERNAL, "this machine cannot wait for connections: " + e.getMessage(), e);
        } finally {
            series.forEach(ConnectSeries::close);
        }
    }

    /** One turn: begins and gives up what is due, waits for the next event; false when all is over. */
    private static boolean step(Selector selector, List<ConnectSeries> series, long deadline) throws IOException {
        long now = System.nanoTime();
        if (now - deadline >= 0) {
            return false;
        }
        long wait = deadline - now;
        boolean over = true;
        for (ConnectSeries each : series) {
            each.proceed(selector, now);
            if (!each.isOver()) {
                over = false;
                wait = Math.min(wait, each.due() - now);
            }
        }
        if (over) {
            return false;
        }
        await(selector, wait);
        long later = System.nanoTime();
        for (SelectionKey key : selector.selectedKeys()) {
            ((ConnectSeries) key.attachment()).connectable(later);
        }
        selector.selectedKeys().clear();
        return true;
    }

    private static void await(Selector selector, long nanos) throws IOException {
        if (nanos <= 0) {
            selector.selectNow();
        } else {
            selector.select(TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
        }
    }
}
