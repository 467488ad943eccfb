package com.umcloud.umha.core.collector;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.store.SampleStore;
import com.umcloud.umha.core.telemetry.DropReason;
import com.umcloud.umha.core.telemetry.SampleCodec;
import com.umcloud.umha.core.telemetry.SampleListener;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The collector of samples: one thread receives datagrams, verifies them and tells the listeners; another writes to the
 * store. A sample is heard whether or not the database is there. Made, started and closed once by the daemon.
 */
public final class UdpCollector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UdpCollector.class);
    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final int LARGEST_DATAGRAM = 1 << 16;
    private static final int DATAGRAMS_PER_READ = 64;
    private static final Duration LAST_GRACE = Duration.ofSeconds(2);

    private final CollectorConfig config;
    private final SampleBuffer buffer;
    private final SampleWriter writer;
    private final DatagramReceiver receiver;
    private final CollectorCounters counters = new CollectorCounters();

    private @Nullable EventLoopGroup eventLoop;
    private @Nullable Channel channel;
    private @Nullable Thread writerThread;
    private boolean closed;

    /**
     * @param store written to by the writing thread only
     * @param listeners called on the receiving thread, in this order; must not block
     * @param clock gives the time of receipt
     * @param nanoTime monotonic time in nanoseconds
     */
    public UdpCollector(
            CollectorConfig config,
            SampleStore store,
            List<SampleListener> listeners,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.config = config;
        this.buffer = new SampleBuffer(config.queueCapacity(), config.batchSize());
        this.writer = new SampleWriter(buffer, store, counters, config, nanoTime);
        this.receiver = new DatagramReceiver(
                new SampleCodec(config.secrets()),
                new ListenerCircle(listeners, counters),
                writer,
                counters,
                new DropLog(nanoTime),
                clock);
    }

    /**
     * Binds the address and begins to receive; does nothing if the address is empty. After a failure it may be called
     * again.
     *
     * @throws UmhaException EXTERNAL if the address cannot be looked up or bound now (not on this host yet, or the port is
     *     taken)
     */
    public synchronized void start() {
        if (closed || channel != null) {
            throw new IllegalStateException("a collector is started once");
        }
        if (!config.enabled()) {
            LOG.info("[collector] udp_address is empty: no samples are received");
            return;
        }
        InetSocketAddress wanted = new InetSocketAddress(resolve(config.address()), config.port());
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("umha-collector-receiver", true), NioIoHandler.newFactory());
        channel = bind(group, wanted);
        eventLoop = group;
        Thread thread = new Thread(writer, "umha-collector-writer");
        thread.setDaemon(true);
        thread.start();
        writerThread = thread;
        tellStart(channel);
    }

    /** The address and port it listens on; empty when it does not listen. */
    public synchronized Optional<InetSocketAddress> boundAddress() {
        return channel != null && channel.isOpen()
                ? Optional.of((InetSocketAddress) channel.localAddress())
                : Optional.empty();
    }

    /** What happened since it was made; may be asked at any time, from any thread. */
    public CollectorStatistics statistics() {
        return counters.statistics(buffer.size());
    }

    /**
     * Stops receiving, writes what waits to the store for at most {@link CollectorConfig#drainLimit()}, and ends both
     * threads. What the store did not take by then is counted and told. May be called again.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (channel != null) {
            channel.close().syncUninterruptibly();
        }
        if (eventLoop != null) {
            end(eventLoop);
        }
        buffer.end();
        if (writerThread != null) {
            finish(writerThread);
        }
        int lost = buffer.size();
        if (lost > 0) {
            counters.dropped(DropReason.CLOSED, lost);
            LOG.warn("the collector ends; {} samples were not stored", lost);
        }
    }

    private static void end(EventLoopGroup group) {
        group.shutdownGracefully(0, LAST_GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * LAST_GRACE.toMillis());
    }

    private void finish(Thread thread) {
        boolean interrupted = !joined(thread, config.drainLimit());
        if (thread.isAlive()) {
            thread.interrupt();
            interrupted |= !joined(thread, LAST_GRACE);
        }
        if (thread.isAlive()) {
            LOG.error("the store does not answer and ignores an interrupt; its call is left behind");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end of a thread; false if this thread was interrupted meanwhile. */
    private static boolean joined(Thread thread, Duration limit) {
        try {
            thread.join(Math.max(1, limit.toMillis()));
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private Channel bind(EventLoopGroup group, InetSocketAddress wanted) {
        SocketProtocolFamily family =
                wanted.getAddress() instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
        FixedRecvByteBufAllocator datagrams = new FixedRecvByteBufAllocator(LARGEST_DATAGRAM);
        datagrams.maxMessagesPerRead(DATAGRAMS_PER_READ);
        ChannelFuture bound = new Bootstrap()
                .group(group)
                .channelFactory(() -> new NioDatagramChannel(family))
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .option(ChannelOption.RECVBUF_ALLOCATOR, datagrams)
                .handler(receiver)
                .bind(wanted)
                .awaitUninterruptibly();
        if (bound.isSuccess()) {
            return bound.channel();
        }
        end(group);
        throw new UmhaException(
                FailureType.EXTERNAL,
                "the collector cannot listen on " + config.address() + " port " + config.port()
                        + " ([collector] udp_address, udp_port): "
                        + bound.cause().getMessage()
                        + "; is another collector running, or the address not on this host?",
                bound.cause());
    }

    private static InetAddress resolve(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new UmhaException(
                    FailureType.EXTERNAL,
                    "[collector] udp_address = " + address
                            + " is neither an address nor a name that this host can look up",
                    e);
        }
    }

    private void tellStart(Channel open) {
        int granted = Optional.ofNullable(open.config().getOption(ChannelOption.SO_RCVBUF))
                .orElse(0);
        LOG.info("the collector listens on {}, receive buffer {} bytes", open.localAddress(), granted);
        if (granted < RECEIVE_BUFFER) {
            LOG.warn(
                    "the system grants a receive buffer of {} bytes instead of {}: bursts may be lost; raise net.core.rmem_max",
                    granted,
                    RECEIVE_BUFFER);
        }
        if (config.secrets().stream().allMatch(secret -> secret.isEmpty())) {
            LOG.warn(
                    "[publisher] telemetry_secret is empty: samples are stored without verification and judge no host");
        }
    }
}
