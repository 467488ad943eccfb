package com.umcloud.umha.fencing.ipmi.packet;

/** The privilege that a session asks for (IPMI 2.0, table 13-17); less than operator cannot switch power. */
public enum Privilege {
    OPERATOR(3),
    ADMINISTRATOR(4);

    private final int code;

    Privilege(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
