package com.umcloud.umha.fencing.ipmi.packet;

/** What an RMCP+ packet carries (IPMI 2.0, table 13-16). */
public enum PayloadType {
    MESSAGE(0x00),
    OPEN_SESSION_REQUEST(0x10),
    OPEN_SESSION_RESPONSE(0x11),
    RAKP_1(0x12),
    RAKP_2(0x13),
    RAKP_3(0x14),
    RAKP_4(0x15);

    private final int code;

    PayloadType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
