package com.umcloud.umha.core.reachability;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.reachability.Reachability;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The tries of one address, one after the other; driven by one thread. */
final class ConnectSeries {
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

    /** Texts of socket errors that are this machine's fault and say nothing about the address. */
    private static final List<String> REFUSED_HERE = List.of(
            "operation not permitted", "permission denied", "too many open files", "protocol family", "address family");

    private final @Nullable InetSocketAddress target;
    private final int tries;
    private final long deadline;

    private int started;
    private int answered;
    private long totalNanos;
    private @Nullable SocketChannel channel;
    /** When the open try began. */
    private long tryStart;
    /** When something has to be done next: the open try is given up, or the next one begins. */
    private long due;

    /**
     * A series that begins at once.
     *
     * @param target null if there is nothing to connect to: no try is answered
     * @param deadline of the whole series, in terms of {@link System#nanoTime()}
     */
    ConnectSeries(@Nullable InetSocketAddress target, int tries, long deadline) {
        this.target = target;
        this.tries = tries;
        this.deadline = deadline;
        this.due = System.nanoTime();
    }

    boolean isOver() {
        return target == null || (started == tries && channel == null);
    }

    long due() {
        return due;
    }

    Reachability result() {
        return new Reachability(
                tries,
                answered,
                answered == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(totalNanos / answered)));
    }

    /** Gives up an open try whose time is over, or begins the next one. */
    void proceed(Selector selector, long now) {
        if (isOver() || now - due < 0) {
            return;
        }
        if (channel != null) {
            close();
            due = now;
        }
        if (started < tries) {
            begin(selector, now);
        }
    }

    /** Called when the open try has come to an end. */
    void connectable(long now) {
        SocketChannel open = channel;
        if (open == null) {
            return;
        }
        try {
            if (open.finishConnect()) {
                accepted(open, now);
            }
        } catch (IOException e) {
            failed(e, now);
        }
    }

    /** Drops an open try. */
    void close() {
        SocketChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // A socket that cannot be closed is closed as far as it can be; its try is over either way.
            }
        }
    }

    private void begin(Selector selector, long now) {
        InetSocketAddress to = target;
        if (to == null) {
            return;
        }
        tryStart = now;
        due = now + Math.max(0, deadline - now) / (tries - started);
        started++;
        try {
            SocketChannel open = SocketChannel.open();
            channel = open;
            open.configureBlocking(false);
            if (open.connect(to)) {
                accepted(open, System.nanoTime());
            } else {
                open.register(selector, SelectionKey.OP_CONNECT, this);
            }
        } catch (IOException | UnsupportedAddressTypeException e) {
            failed(e, now);
        }
    }

    private void accepted(SocketChannel open, long now) throws IOException {
        // A port that nobody listens on may be the one the kernel chose for this end: TCP then connects to itself.
        boolean toItself = open.getLocalAddress().equals(open.getRemoteAddress());
        close();
        if (toItself) {
            pause(now);
        } else {
            answered++;
            totalNanos += now - tryStart;
            due = now;
        }
    }

    private void failed(Exception cause, long now) {
        close();
        String message = String.valueOf(cause.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (cause instanceof UnsupportedAddressTypeException
                || REFUSED_HERE.stream().anyMatch(lower::contains)) {
            throw new UmhaException(
                    FailureType.EXTERNAL,
                    "cannot open a connection to " + target + " from this machine: " + message,
                    cause);
        }
        pause(now);
    }

    private void pause(long now) {
        long left = Math.max(0, deadline - now);
        due = now + Math.min(LONGEST_PAUSE, left / (tries - started + 1));
    }
}
