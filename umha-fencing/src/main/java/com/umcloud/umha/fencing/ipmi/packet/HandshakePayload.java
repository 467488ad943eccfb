package com.umcloud.umha.fencing.ipmi.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The payloads with which a console opens an RMCP+ session (IPMI 2.0, tables 13-9, 13-11 and 13-13). */
public final class HandshakePayload {
    /** Asks the BMC to look an account up by its name alone, not by name and privilege. */
    private static final int LOOK_UP_BY_NAME = 0x10;

    private HandshakePayload() {}

    /** Open Session Request: exactly one algorithm of each kind is proposed. */
    public static byte[] openSession(
            byte tag, Privilege privilege, int consoleSessionId, int authentication, int integrity, int encryption) {
        ByteBuffer out = buffer(32).put(tag).put((byte) privilege.code()).putShort((short) 0);
        out.putInt(consoleSessionId);
        algorithm(out, 0, authentication);
        algorithm(out, 1, integrity);
        algorithm(out, 2, encryption);
        return written(out);
    }

    /** RAKP Message 1: the console's random number and who wants in. */
    public static byte[] rakp1(byte tag, int bmcSessionId, byte[] consoleRandom, byte[] role) {
        ByteBuffer out = buffer(26 + role.length);
        out.put(tag).put(new byte[3]).putInt(bmcSessionId).put(consoleRandom);
        return written(out.put(role[0]).putShort((short) 0).put(role, 1, role.length - 1));
    }

    /**
     * RAKP Message 3.
     *
     * @param status zero with the proof that the console knows the password, else why it gives up, with no proof
     */
    public static byte[] rakp3(byte tag, int status, int bmcSessionId, byte[] proof) {
        ByteBuffer out = buffer(8 + proof.length);
        return written(out.put(tag)
                .put((byte) status)
                .putShort((short) 0)
                .putInt(bmcSessionId)
                .put(proof));
    }

    /** Requested role, length of the name and name: as they stand in RAKP 1 and in what both sides sign. */
    public static byte[] role(Privilege privilege, byte[] name) {
        return written(buffer(2 + name.length)
                .put((byte) (LOOK_UP_BY_NAME | privilege.code()))
                .put((byte) name.length)
                .put(name));
    }

    /** A session number as it is signed. */
    public static byte[] number(int sessionId) {
        return written(buffer(4).putInt(sessionId));
    }

    private static void algorithm(ByteBuffer out, int kind, int algorithm) {
        out.put((byte) kind)
                .putShort((short) 0)
                .put((byte) 8)
                .put((byte) algorithm)
                .put(new byte[3]);
    }

    private static byte[] written(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
