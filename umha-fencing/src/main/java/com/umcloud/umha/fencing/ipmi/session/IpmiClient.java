package com.umcloud.umha.fencing.ipmi.session;

import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.fencing.ipmi.session.IpmiException.Repetition;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Talks to any number of BMCs. The waiting is done on the callers' threads; one event loop thread ({@code umha-ipmi-...})
 * moves the datagrams of all of them. Each attempt has a socket and a session of its own.
 */
public final class IpmiClient implements AutoCloseable {
    private static final int FEW_TIMES = 3;
    private static final int LONGEST_PAUSE_FACTOR = 8;
    private static final long SHUTDOWN_SECONDS = 5;

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("umha-ipmi", true), NioIoHandler.newFactory());
    private final SecureRandom random = new SecureRandom();

    /**
     * Logs in, does the work and logs out; starts over while the trouble may pass and there is time. A BMC that was heard
     * in one of the attempts is not called unreachable because of a later one. A login that failed late is repeated with more
     * patience, because a slow BMC that is asked RAKP 1 twice chooses a new random number and refuses the proof for the old.
     *
     * @throws IpmiException if it does not come to an end in time
     */
    public <T> T inSession(IpmiTarget target, Deadline deadline, SessionWork<T> work) throws InterruptedException {
        long first = target.retryInterval().toNanos();
        long pause = first / 2;
        Duration patience = target.retryInterval();
        IpmiException last = null;
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(target, patience, deadline, work);
            } catch (IpmiException failure) {
                last = moreTelling(last, failure);
                if (!mayRepeat(failure.repetition(), attempt) || deadline.remaining() <= pause) {
                    throw last;
                }
                if (failure.repetition() == Repetition.FEW_TIMES) {
                    patience = patience.multipliedBy(2);
                }
            }
            TimeUnit.NANOSECONDS.sleep(pause);
            pause = Math.min(pause * 2, first * LONGEST_PAUSE_FACTOR);
        }
    }

    /** Closes all sockets and ends the thread; what is still waiting fails as unreachable. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    }

    private <T> T attempt(IpmiTarget target, Duration patience, Deadline deadline, SessionWork<T> work)
            throws InterruptedException {
        try (UdpLink link = UdpLink.connect(target.address(), group, deadline)) {
            Exchange exchange = new Exchange(link, deadline, patience);
            IpmiSession session = new Handshake(target, exchange, random).login();
            boolean listening = false;
            try {
                T result = work.run(session);
                listening = true;
                return result;
            } catch (IpmiException failure) {
                listening = failure.failure() != FenceFailure.UNREACHABLE;
                throw failure;
            } finally {
                if (listening) {
                    session.close();
                } else {
                    session.abandon();
                }
            }
        }
    }

    private static boolean mayRepeat(Repetition repetition, int attempts) {
        return switch (repetition) {
            case NEVER -> false;
            case FEW_TIMES -> attempts < FEW_TIMES;
            case UNTIL_DEADLINE -> true;
        };
    }

    private static IpmiException moreTelling(@Nullable IpmiException earlier, IpmiException failure) {
        boolean silence = failure.failure() == FenceFailure.UNREACHABLE;
        return silence && earlier != null && earlier.failure() != FenceFailure.UNREACHABLE ? earlier : failure;
    }
}
