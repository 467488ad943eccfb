package com.umcloud.umha.fencing.ipmi;

import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.fencing.ipmi.session.Deadline;
import com.umcloud.umha.fencing.ipmi.session.IpmiException;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns names into addresses within a deadline. The system's resolver can neither be limited nor interrupted, so it is asked
 * on threads of its own ({@code umha-ipmi-resolver-...}), which end when they have been idle. IP addresses need none of it.
 */
final class AddressResolver implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int WAITING = 1000;
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            new DefaultThreadFactory("umha-ipmi-resolver", true));

    AddressResolver() {
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * The socket address of a BMC.
     *
     * @throws IpmiException UNREACHABLE if the name has no address or none was found in time
     */
    InetSocketAddress resolve(BmcAddress address, Deadline deadline) throws InterruptedException {
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(address.host());
        return new InetSocketAddress(literal == null ? ask(address.host(), deadline) : literal, address.port());
    }

    private InetAddress ask(String name, Deadline deadline) throws InterruptedException {
        Future<InetAddress> lookup;
        try {
            lookup = executor.submit(() -> InetAddress.getByName(name));
        } catch (RejectedExecutionException e) {
            throw unreachable(name, "too many names are being looked up, or the agent was closed");
        }
        try {
            return lookup.get(Math.max(0, deadline.remaining()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw unreachable(name, "no address was found within " + deadline.limit());
        } catch (ExecutionException e) {
            throw unreachable(name, "the name has no address");
        } finally {
            if (lookup.cancel(true)) {
                executor.purge();
            }
        }
    }

    private static IpmiException unreachable(String name, String reason) {
        return IpmiException.lasting(FenceFailure.UNREACHABLE, "cannot look '" + name + "' up: " + reason);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
