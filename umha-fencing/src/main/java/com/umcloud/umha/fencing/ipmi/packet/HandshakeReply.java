package com.umcloud.umha.fencing.ipmi.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The BMC's side of the handshake: Open Session Response, RAKP Message 2 and 4 (IPMI 2.0, tables 13-10, 13-12, 13-14). They
 * begin alike: tag, status, two bytes, the console's session number.
 */
public final class HandshakeReply {
    private static final int HEADER = 8;

    private final int status;
    private final byte[] payload;

    private HandshakeReply(int status, byte[] payload) {
        this.status = status;
        this.payload = payload;
    }

    /**
     * Reads a reply; empty if it answers something else.
     *
     * @param bodyLength how many bytes follow the header if the status is good; an answer with fewer is not one
     */
    public static Optional<HandshakeReply> parse(
            IncomingPacket packet, PayloadType type, byte tag, int consoleSessionId, int bodyLength) {
        byte[] payload = packet.payload();
        if (!packet.carries(type) || packet.sessionId() != 0 || payload.length < 2 || payload[0] != tag) {
            return Optional.empty();
        }
        int status = payload[1] & 0xff;
        if (status == 0 && (payload.length < HEADER + bodyLength || sessionId(payload) != consoleSessionId)) {
            return Optional.empty();
        }
        return Optional.of(new HandshakeReply(status, payload));
    }

    /** One of {@link HandshakeStatus}. */
    public int status() {
        return status;
    }

    /** The bytes after the header, little endian; only to be read if the status is good. */
    public ByteBuffer body() {
        return ByteBuffer.wrap(payload, HEADER, payload.length - HEADER).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int sessionId(byte[] payload) {
        return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    }
}
