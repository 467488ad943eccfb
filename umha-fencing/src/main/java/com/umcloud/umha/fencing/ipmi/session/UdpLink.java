package com.umcloud.umha.fencing.ipmi.session;

import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.fencing.ipmi.packet.IncomingPacket;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One UDP socket, connected to one BMC for one attempt: the system drops what comes from elsewhere and reports a closed
 * port. One thread sends and receives; Netty's event loop fills the inbox, which drops what does not fit.
 */
final class UdpLink implements AutoCloseable {
    private static final int INBOX_SIZE = 32;

    private final InetSocketAddress address;
    private final Channel channel;
    private final Inbox inbox;

    private UdpLink(InetSocketAddress address, Channel channel, Inbox inbox) {
        this.address = address;
        this.channel = channel;
        this.inbox = inbox;
    }

    /**
     * Opens a socket. The group stays the caller's.
     *
     * @throws IpmiException if there is no way to the address or the time is over
     */
    static UdpLink connect(InetSocketAddress address, EventLoopGroup group, Deadline deadline)
            throws InterruptedException {
        Inbox inbox = new Inbox();
        ChannelFuture opening = new Bootstrap()
                .group(group)
                .channel(NioDatagramChannel.class)
                .handler(inbox)
                .connect(address);
        boolean opened;
        try {
            opened = opening.await(Math.max(0, deadline.remaining()), TimeUnit.NANOSECONDS) && opening.isSuccess();
        } catch (InterruptedException e) {
            discard(opening.channel());
            throw e;
        }
        if (!opened) {
            discard(opening.channel());
            throw IpmiException.lasting(FenceFailure.UNREACHABLE, "no way to " + address + reason(opening.cause()));
        }
        return new UdpLink(address, opening.channel(), inbox);
    }

    InetSocketAddress address() {
        return address;
    }

    void send(byte[] datagram) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(datagram)).addListener(sent -> {
            if (!sent.isSuccess()) {
                inbox.breakOff(sent.cause());
            }
        });
    }

    /**
     * Waits for the next datagram of the right shape.
     *
     * @return empty if none came in time
     * @throws IpmiException if the system says that the BMC cannot be reached
     */
    Optional<IncomingPacket> receive(Deadline deadline) throws InterruptedException {
        while (!deadline.isOver()) {
            Optional<IncomingPacket> arrival = inbox.packets.poll(deadline.remaining(), TimeUnit.NANOSECONDS);
            String broken = inbox.broken;
            if (broken != null) {
                throw IpmiException.lasting(FenceFailure.UNREACHABLE, address + " cannot be reached" + broken);
            }
            if (arrival != null && arrival.isPresent()) {
                return arrival;
            }
        }
        return Optional.empty();
    }

    /** Notes that something came that the BMC should not send, so that in the end it is not called silent. */
    void noteOddity() {
        inbox.odd = true;
    }

    boolean sawOddity() {
        return inbox.odd;
    }

    @Override
    public void close() {
        discard(channel);
    }

    /** Nobody waits for the end: the event loop closes the socket, and a failure to do so has no remedy. */
    private static void discard(Channel channel) {
        ChannelFuture unused = channel.close();
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "";
        }
        return cause instanceof PortUnreachableException ? ": the port is closed" : ": " + cause.getMessage();
    }

    /** The event loop's side. */
    private static final class Inbox extends SimpleChannelInboundHandler<DatagramPacket> {
        private final BlockingQueue<Optional<IncomingPacket>> packets = new ArrayBlockingQueue<>(INBOX_SIZE);
        private volatile @Nullable String broken;
        private volatile boolean odd;

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
            ByteBuf content = datagram.content();
            byte[] bytes = new byte[content.readableBytes()];
            content.readBytes(bytes);
            Optional<IncomingPacket> packet = IncomingPacket.parse(bytes);
            if (packet.isEmpty()) {
                odd = true;
            } else {
                offer(packet);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            breakOff(cause);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (broken == null) {
                broken = ": the agent was closed";
            }
            offer(Optional.empty());
        }

        void breakOff(@Nullable Throwable cause) {
            broken = reason(cause);
            offer(Optional.empty());
        }

        private void offer(Optional<IncomingPacket> arrival) {
            // a full inbox is a flood: dropping from it is what the network would do, and wakes nobody less
            boolean kept = packets.offer(arrival);
            odd |= !kept;
        }
    }
}
