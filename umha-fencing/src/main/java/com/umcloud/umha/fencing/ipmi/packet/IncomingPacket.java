package com.umcloud.umha.fencing.ipmi.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * A datagram that has the shape of IPMI over LAN. Nothing in it is trusted yet: see {@code SessionCipher} for packets of a
 * session.
 */
public final class IncomingPacket {
    private final byte[] datagram;
    private final int type;
    private final int sessionId;
    private final int sequence;
    private final int payloadStart;
    private final int payloadEnd;

    private IncomingPacket(byte[] datagram, int type, int sessionId, int sequence, int payloadStart, int payloadEnd) {
        this.datagram = datagram;
        this.type = type;
        this.sessionId = sessionId;
        this.sequence = sequence;
        this.payloadStart = payloadStart;
        this.payloadEnd = payloadEnd;
    }

    /** Reads the headers; empty if the datagram is cut short, of another class or of an unknown format. */
    public static Optional<IncomingPacket> parse(byte[] datagram) {
        ByteBuffer in = ByteBuffer.wrap(datagram).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < 14
                || in.get(0) != PacketFormat.RMCP_VERSION
                || in.get(3) != PacketFormat.RMCP_CLASS_IPMI) {
            return Optional.empty();
        }
        int format = in.position(PacketFormat.RMCP_LENGTH).get();
        if (format == PacketFormat.FORMAT_IPMI_15_NO_AUTHENTICATION) {
            int sequence = in.getInt();
            int sessionId = in.getInt();
            return ofPayload(datagram, PayloadType.MESSAGE.code(), sessionId, sequence, in.position() + 1, in.get());
        }
        if (format != PacketFormat.FORMAT_RMCP_PLUS || in.remaining() < 11) {
            return Optional.empty();
        }
        int type = in.get() & 0xff;
        int sessionId = in.getInt();
        int sequence = in.getInt();
        int length = in.getShort() & 0xffff;
        return ofPayload(datagram, type, sessionId, sequence, in.position(), length);
    }

    private static Optional<IncomingPacket> ofPayload(
            byte[] datagram, int type, int sessionId, int sequence, int start, int length) {
        int end = start + length;
        return length < 0 || end > datagram.length
                ? Optional.empty()
                : Optional.of(new IncomingPacket(datagram, type, sessionId, sequence, start, end));
    }

    public boolean carries(PayloadType wanted) {
        return (type & 0x3f) == wanted.code();
    }

    /** Whether the packet claims to be encrypted and authenticated. */
    public boolean isSealed() {
        int both = PacketFormat.ENCRYPTED | PacketFormat.AUTHENTICATED;
        return (type & both) == both;
    }

    /** The receiver's session number; zero outside of a session. */
    public int sessionId() {
        return sessionId;
    }

    public int sequence() {
        return sequence;
    }

    public byte[] payload() {
        return Arrays.copyOfRange(datagram, payloadStart, payloadEnd);
    }

    /** What an authentication code of the given length at the packet's end covers; empty if there is no room for one. */
    public byte[] authenticatedPart(int codeLength) {
        int end = datagram.length - codeLength;
        return end < payloadEnd ? new byte[0] : Arrays.copyOfRange(datagram, PacketFormat.RMCP_LENGTH, end);
    }

    /** The last bytes of the packet. */
    public byte[] authenticationCode(int codeLength) {
        return Arrays.copyOfRange(datagram, Math.max(0, datagram.length - codeLength), datagram.length);
    }
}
