package com.umcloud.umha.fencing.ipmi.packet;

/** Status codes of the handshake (IPMI 2.0, table 13-15). */
public final class HandshakeStatus {
    public static final int OK = 0x00;
    public static final int NO_RESOURCES = 0x01;
    public static final int UNKNOWN_SESSION = 0x02;
    public static final int INACTIVE_SESSION = 0x08;
    public static final int UNAUTHORIZED_ROLE = 0x0a;
    public static final int NO_RESOURCES_FOR_ROLE = 0x0b;
    public static final int UNAUTHORIZED_NAME = 0x0d;
    public static final int INVALID_INTEGRITY_CHECK = 0x0f;

    private static final int INVALID_ROLE = 0x09;

    private HandshakeStatus() {}

    /** The BMC does not speak the proposed algorithms; another suite may be tried. */
    public static boolean isUnsupportedSuite(int status) {
        return switch (status) {
            case 0x04, 0x05, 0x10, 0x11 -> true;
            default -> false;
        };
    }

    /** All session slots are taken; one may be free a little later. */
    public static boolean isWithoutSlots(int status) {
        return status == NO_RESOURCES || status == NO_RESOURCES_FOR_ROLE;
    }

    /** The BMC has forgotten the session that was being opened, or never heard of it. */
    public static boolean isForgotten(int status) {
        return status == UNKNOWN_SESSION || status == INACTIVE_SESSION;
    }

    public static boolean isPrivilege(int status) {
        return status == INVALID_ROLE || status == UNAUTHORIZED_ROLE;
    }
}
