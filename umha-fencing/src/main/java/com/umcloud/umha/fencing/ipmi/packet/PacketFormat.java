package com.umcloud.umha.fencing.ipmi.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Builds the datagrams that leave: RMCP header (IPMI 2.0, table 13-1) and session header (table 13-8). */
public final class PacketFormat {
    /** Length of the RMCP header; what follows it is what a packet's authentication code covers. */
    public static final int RMCP_LENGTH = 4;

    static final byte RMCP_VERSION = 0x06;
    static final byte RMCP_CLASS_IPMI = 0x07;
    static final byte FORMAT_IPMI_15_NO_AUTHENTICATION = 0x00;
    static final byte FORMAT_RMCP_PLUS = 0x06;
    static final int ENCRYPTED = 0x80;
    static final int AUTHENTICATED = 0x40;

    private static final byte RMCP_NO_ACKNOWLEDGE = (byte) 0xff;
    private static final byte NEXT_HEADER = 0x07;
    private static final int RMCP_PLUS_HEADER = RMCP_LENGTH + 12;

    private PacketFormat() {}

    /** A message outside of any session in an IPMI 1.5 header, as Get Channel Authentication Capabilities is asked. */
    public static byte[] sessionless(byte[] message) {
        ByteBuffer out = buffer(RMCP_LENGTH + 10 + message.length);
        rmcp(out).put(FORMAT_IPMI_15_NO_AUTHENTICATION).putInt(0).putInt(0).put((byte) message.length);
        return whole(out.put(message));
    }

    /** A payload of the handshake: neither encrypted nor authenticated, session and sequence number zero. */
    public static byte[] handshake(PayloadType type, byte[] payload) {
        ByteBuffer out = buffer(RMCP_PLUS_HEADER + payload.length);
        return whole(header(out, type.code(), 0, 0, payload.length).put(payload));
    }

    /**
     * A packet inside a session up to where its authentication code begins.
     *
     * @param encrypted the message, already encrypted, with its confidentiality header and trailer
     * @param authenticationCodeLength room to leave at the end
     */
    public static byte[] sealed(int sessionId, int sequence, byte[] encrypted, int authenticationCodeLength) {
        int unpadded = RMCP_PLUS_HEADER - RMCP_LENGTH + encrypted.length + 2;
        int padding = -unpadded & 3;
        ByteBuffer out = buffer(RMCP_LENGTH + unpadded + padding + authenticationCodeLength);
        header(out, PayloadType.MESSAGE.code() | ENCRYPTED | AUTHENTICATED, sessionId, sequence, encrypted.length);
        out.put(encrypted);
        for (int i = 0; i < padding; i++) {
            out.put((byte) 0xff);
        }
        out.put((byte) padding).put(NEXT_HEADER);
        return whole(out);
    }

    private static ByteBuffer header(ByteBuffer out, int type, int sessionId, int sequence, int length) {
        rmcp(out).put(FORMAT_RMCP_PLUS).put((byte) type).putInt(sessionId).putInt(sequence);
        return out.putShort((short) length);
    }

    private static ByteBuffer rmcp(ByteBuffer out) {
        return out.put(RMCP_VERSION).put((byte) 0).put(RMCP_NO_ACKNOWLEDGE).put(RMCP_CLASS_IPMI);
    }

    private static byte[] whole(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.clear().get(bytes);
        return bytes;
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
