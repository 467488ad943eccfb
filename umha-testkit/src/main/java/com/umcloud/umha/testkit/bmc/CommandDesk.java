package com.umcloud.umha.testkit.bmc;

import com.umcloud.umha.testkit.host.PowerSwitch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers messages, outside and inside of sessions. Used by the BMC's thread. */
final class CommandDesk {
    private static final int CHASSIS = 0x00 << 8;
    private static final int APPLICATION = 0x06 << 8;
    private static final int GET_CHASSIS_STATUS = CHASSIS | 0x01;
    static final int CHASSIS_CONTROL = CHASSIS | 0x02;
    private static final int GET_DEVICE_ID = APPLICATION | 0x01;
    private static final int GET_SYSTEM_GUID = APPLICATION | 0x37;
    private static final int GET_AUTHENTICATION_CAPABILITIES = APPLICATION | 0x38;
    private static final int SET_SESSION_PRIVILEGE = APPLICATION | 0x3b;
    static final int CLOSE_SESSION = APPLICATION | 0x3c;
    private static final int GET_CIPHER_SUITES = APPLICATION | 0x54;

    private static final byte[] BUSY = Bytes.of(0xc0);
    private static final byte[] UNKNOWN_COMMAND = Bytes.of(0xc1);
    private static final byte[] CUT_SHORT = Bytes.of(0xc7);
    private static final byte[] NOT_ALLOWED = Bytes.of(0xd4);

    private final Chassis chassis;
    private final BmcFaults faults;
    private final LoginDesk logins;
    private final byte[] guid;

    CommandDesk(Chassis chassis, BmcFaults faults, LoginDesk logins, byte[] guid) {
        this.chassis = chassis;
        this.faults = faults;
        this.logins = logins;
        this.guid = guid;
    }

    /** The machine's UUID as SMBIOS keeps it: its first three fields little endian. */
    static byte[] guid(PowerSwitch power) {
        UUID uuid = power.systemUuid();
        long high = uuid.getMostSignificantBits();
        ByteBuffer out = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
        return out.order(ByteOrder.BIG_ENDIAN)
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    /** Network function and command in one number. */
    static int code(byte[] message) {
        return ((message[1] & 0xfc) << 6) | (message[5] & 0xff);
    }

    /** The answering message. */
    byte[] answer(byte[] message, @Nullable BmcSession session) {
        byte[] data = Arrays.copyOfRange(message, 6, message.length - 1);
        byte[] body;
        try {
            body = session == null ? outside(code(message), data) : inside(code(message), data, session);
        } catch (ArrayIndexOutOfBoundsException e) {
            body = CUT_SHORT;
        }
        byte[] head = Bytes.of(message[3], ((message[1] | 4) & 0xfc) | (message[4] & 3));
        byte[] tail = Bytes.join(Bytes.of(message[0], (message[4] & 0xfc) | (message[1] & 3), message[5]), body);
        return Bytes.join(head, Bytes.checksum(head), tail, Bytes.checksum(tail));
    }

    private byte[] outside(int code, byte[] data) {
        return switch (code) {
            case GET_AUTHENTICATION_CAPABILITIES -> Bytes.of(0, 1, 0x80, 0x04, 0x02, 0, 0, 0, 0);
            case GET_CIPHER_SUITES -> cipherSuites(data[2] & 0x3f);
            case GET_SYSTEM_GUID -> Bytes.join(Bytes.of(0), guid);
            default -> NOT_ALLOWED;
        };
    }

    private byte[] inside(int code, byte[] data, BmcSession session) {
        if (code != CLOSE_SESSION && faults.takeBusy()) {
            return BUSY;
        }
        return switch (code) {
            case GET_CHASSIS_STATUS -> chassis.status();
            case CHASSIS_CONTROL -> Bytes.of(chassis.control(data[0] & 0x0f, session.privilege));
            case GET_DEVICE_ID -> Bytes.of(0, 0x20, 1, 1, 0, 2, 0x9f, 0, 0, 0, 0, 0, 0, 0, 0, 0);
            case SET_SESSION_PRIVILEGE -> setPrivilege(data[0] & 0x0f, session);
            case CLOSE_SESSION ->
                Bytes.of(ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt() == session.id ? 0 : 0x87);
            case GET_AUTHENTICATION_CAPABILITIES, GET_CIPHER_SUITES, GET_SYSTEM_GUID -> outside(code, data);
            default -> UNKNOWN_COMMAND;
        };
    }

    private static byte[] setPrivilege(int wanted, BmcSession session) {
        if (wanted > session.limit) {
            return Bytes.of(0x80);
        }
        session.privilege = wanted == 0 ? session.privilege : wanted;
        return Bytes.of(0, session.privilege);
    }

    private byte[] cipherSuites(int index) {
        byte[] all = Arrays.stream(Suite.values())
                .filter(logins.suites()::contains)
                .map(Suite::listing)
                .reduce(new byte[0], Bytes::join);
        int from = Math.min(all.length, 16 * index);
        return Bytes.join(Bytes.of(0, 1), Arrays.copyOfRange(all, from, Math.min(all.length, from + 16)));
    }
}
