package com.umcloud.umha.testkit.bmc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The frames around messages: RMCP (IPMI 2.0, table 13-1), IPMI 1.5 and 2.0 session headers (table 13-8), ASF. */
final class Rmcp {
    static final int MESSAGE = 0x00;
    static final int OPEN_SESSION = 0x10;
    static final int RAKP_1 = 0x12;
    static final int RAKP_3 = 0x14;
    static final int SEALED = 0xc0;

    private static final byte[] IPMI_HEADER = Bytes.of(0x06, 0x00, 0xff, 0x07);
    private static final int CLASS_ASF = 0x06;
    private static final int CLASS_IPMI = 0x07;
    private static final int ASF_NUMBER = 4542;
    private static final int FORMAT_2 = 0x06;

    private Rmcp() {}

    /** A version 2.0 frame as it came in. */
    static final class Frame {
        final boolean sealed;
        final int type;
        final int sessionId;
        final int sequence;
        final byte[] payload;

        private Frame(int flagsAndType, int sessionId, int sequence, byte[] payload) {
            this.sealed = (flagsAndType & SEALED) == SEALED;
            this.type = flagsAndType & 0x3f;
            this.sessionId = sessionId;
            this.sequence = sequence;
            this.payload = payload;
        }
    }

    static boolean isIpmi(byte[] datagram) {
        return datagram.length > 14 && datagram[0] == 0x06 && (datagram[3] & 0x1f) == CLASS_IPMI;
    }

    static boolean isPing(byte[] datagram) {
        return datagram.length >= 12
                && datagram[0] == 0x06
                && (datagram[3] & 0x1f) == CLASS_ASF
                && (datagram[8] & 0xff) == 0x80;
    }

    /** The presence pong (ASF 2.0, section 3.2.4.2). */
    static byte[] pong(byte[] ping) {
        byte[] number = ByteBuffer.allocate(4).putInt(ASF_NUMBER).array();
        return Bytes.join(
                Bytes.of(0x06, 0x00, 0xff, CLASS_ASF),
                number,
                Bytes.of(0x40, ping[9], 0, 16),
                number,
                Bytes.of(0, 0, 0, 0, 0x81, 0, 0, 0, 0, 0, 0, 0));
    }

    static boolean isVersion2(byte[] datagram) {
        return datagram[4] == FORMAT_2;
    }

    static boolean isSealed(byte[] datagram) {
        return isVersion2(datagram) && (datagram[5] & SEALED) == SEALED;
    }

    /** The message in a version 1.5 frame without authentication. */
    static byte[] message15(byte[] datagram) {
        if (datagram[4] != 0) {
            throw new IllegalArgumentException("no IPMI 1.5 sessions here");
        }
        byte[] message = new byte[datagram[13] & 0xff];
        ByteBuffer.wrap(datagram).position(14).get(message);
        return message;
    }

    static byte[] frame15(byte[] message) {
        return Bytes.join(IPMI_HEADER, new byte[9], Bytes.of(message.length), message);
    }

    static Frame frame(byte[] datagram) {
        ByteBuffer in = ByteBuffer.wrap(datagram).order(ByteOrder.LITTLE_ENDIAN).position(5);
        int type = in.get();
        int sessionId = in.getInt();
        int sequence = in.getInt();
        byte[] payload = new byte[in.getShort() & 0xffff];
        in.get(payload);
        return new Frame(type, sessionId, sequence, payload);
    }

    /** A frame of no session. */
    static byte[] plain(int type, byte[] payload) {
        return Bytes.join(IPMI_HEADER, head(type, 0, 0, payload));
    }

    /** What follows the RMCP header up to the payload's end. */
    static byte[] head(int type, int sessionId, int sequence, byte[] payload) {
        return Bytes.join(
                Bytes.of(FORMAT_2, type),
                Bytes.ofInt(sessionId),
                Bytes.ofInt(sequence),
                Bytes.ofShort(payload.length),
                payload);
    }

    static byte[] withHeader(byte[] rest) {
        return Bytes.join(IPMI_HEADER, rest);
    }
}
