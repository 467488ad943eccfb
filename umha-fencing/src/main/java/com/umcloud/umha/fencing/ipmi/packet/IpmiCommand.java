package com.umcloud.umha.fencing.ipmi.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One command to the BMC, without its place in a session (IPMI 2.0, chapters 20, 22 and 28). */
public final class IpmiCommand {
    private static final int CHASSIS = 0x00;
    private static final int APPLICATION = 0x06;
    private static final byte CURRENT_CHANNEL_WITH_RMCP_PLUS_DATA = (byte) 0x8e;

    private static final byte BMC_ADDRESS = 0x20;
    private static final byte CONSOLE_ADDRESS = (byte) 0x81;

    private final String title;
    private final int networkFunction;
    private final int code;
    private final byte[] data;

    private IpmiCommand(String title, int networkFunction, int code, byte... data) {
        this.title = title;
        this.networkFunction = networkFunction;
        this.code = code;
        this.data = data.clone();
    }

    public static IpmiCommand getChannelAuthenticationCapabilities(Privilege privilege) {
        return new IpmiCommand(
                "Get Channel Authentication Capabilities",
                APPLICATION,
                0x38,
                CURRENT_CHANNEL_WITH_RMCP_PLUS_DATA,
                (byte) privilege.code());
    }

    public static IpmiCommand getSystemGuid() {
        return new IpmiCommand("Get System GUID", APPLICATION, 0x37);
    }

    public static IpmiCommand setSessionPrivilegeLevel(Privilege privilege) {
        return new IpmiCommand("Set Session Privilege Level", APPLICATION, 0x3b, (byte) privilege.code());
    }

    public static IpmiCommand closeSession(int sessionId) {
        byte[] number = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(sessionId)
                .array();
        return new IpmiCommand("Close Session", APPLICATION, 0x3c, number);
    }

    public static IpmiCommand getChassisStatus() {
        return new IpmiCommand("Get Chassis Status", CHASSIS, 0x01);
    }

    /** Power down: at once, without asking the operating system. */
    public static IpmiCommand powerDown() {
        return new IpmiCommand("Chassis Control (power down)", CHASSIS, 0x02, (byte) 0);
    }

    public static IpmiCommand powerUp() {
        return new IpmiCommand("Chassis Control (power up)", CHASSIS, 0x02, (byte) 1);
    }

    /** The name in the specification, for messages. */
    public String title() {
        return title;
    }

    /**
     * The message on the wire (IPMI 2.0, table 13-8 "IPMI LAN message").
     *
     * @param requestSequence 0 to 63; the answer carries it as well
     */
    public byte[] encode(int requestSequence) {
        ByteBuffer out = ByteBuffer.allocate(7 + data.length);
        out.put(BMC_ADDRESS).put((byte) (networkFunction << 2)).put(checksum(out, 0));
        int second = out.position();
        out.put(CONSOLE_ADDRESS).put((byte) (requestSequence << 2)).put((byte) code);
        out.put(data).put(checksum(out, second));
        return out.array();
    }

    boolean isAnsweredBy(int answeredFunction, int answeredCode) {
        return answeredFunction == (networkFunction | 1) && answeredCode == code;
    }

    /** Two's complement of the sum of the bytes from a position to where the buffer stands. */
    private static byte checksum(ByteBuffer bytes, int from) {
        int sum = 0;
        for (int i = from; i < bytes.position(); i++) {
            sum += bytes.get(i);
        }
        return (byte) -sum;
    }
}
