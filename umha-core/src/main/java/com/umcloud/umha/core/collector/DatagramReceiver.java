package com.umcloud.umha.core.collector;

import com.umcloud.umha.core.telemetry.DecodeResult;
import com.umcloud.umha.core.telemetry.DropReason;
import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.SampleCodec;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with each datagram: count, decode and verify, tell the listeners, queue for the store. Runs on the event loop. */
@ChannelHandler.Sharable // the same one at the next try to bind
final class DatagramReceiver extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final Logger LOG = LoggerFactory.getLogger(DatagramReceiver.class);

    private final SampleCodec codec;
    private final ListenerCircle listeners;
    private final SampleWriter writer;
    private final CollectorCounters counters;
    private final DropLog dropLog;
    private final InstantSource clock;
    private volatile boolean failureTold;

    DatagramReceiver(
            SampleCodec codec,
            ListenerCircle listeners,
            SampleWriter writer,
            CollectorCounters counters,
            DropLog dropLog,
            InstantSource clock) {
        this.codec = codec;
        this.listeners = listeners;
        this.writer = writer;
        this.counters = counters;
        this.dropLog = dropLog;
        this.clock = clock;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        receive(ByteBufUtil.getBytes(packet.content()), packet.sender().getAddress());
    }

    private void receive(byte[] datagram, InetAddress sender) {
        counters.received();
        DecodeResult result = codec.decode(datagram);
        if (result instanceof DecodeResult.Decoded decoded) {
            ReceivedSample sample = new ReceivedSample(
                    decoded.sample(),
                    decoded.signature(),
                    decoded.verified(),
                    decoded.measuredAt(),
                    clock.instant(),
                    sender);
            counters.accepted();
            listeners.tell(sample);
            writer.accept(sample);
        } else if (result instanceof DecodeResult.Undecodable undecodable) {
            DropReason reason = undecodable.reason();
            counters.dropped(reason, 1);
            dropLog.dropped(reason, sender, undecodable.detail());
        }
    }

    /** A socket error or a defect of ours costs one datagram, never the channel. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!failureTold) {
            failureTold = true;
            LOG.error("receiving a datagram failed; told once, receiving goes on", cause);
        }
    }
}
