package com.umcloud.umha.fencing.ipmi.packet;

/** What the completion codes of IPMI 2.0, table 5-2, mean to somebody who switches power. */
public final class CompletionCode {
    public static final int OK = 0x00;
    public static final int NODE_BUSY = 0xc0;
    public static final int TIMEOUT = 0xc3;
    public static final int INSUFFICIENT_PRIVILEGE = 0xd4;
    public static final int NOT_IN_PRESENT_STATE = 0xd5;

    private CompletionCode() {}

    /** Whether the same command may succeed a little later. */
    public static boolean isBusy(int code) {
        return code == NODE_BUSY || code == TIMEOUT;
    }

    /**
     * Whether the code excludes that the command had an effect: busy, not understood, not allowed. Codes such as "time-out
     * while processing" or "unspecified error" do not.
     */
    public static boolean isWithoutEffect(int code) {
        return code >= NODE_BUSY && code <= 0xd6 && code != TIMEOUT && code != 0xce && code != 0xcf;
    }

    public static String describe(int code) {
        String meaning = switch (code) {
            case NODE_BUSY -> "node busy";
            case 0xc1 -> "invalid command";
            case TIMEOUT -> "time-out while processing";
            case 0xcc -> "invalid data field";
            case INSUFFICIENT_PRIVILEGE -> "insufficient privilege";
            case NOT_IN_PRESENT_STATE -> "not supported in the present state";
            case 0xff -> "unspecified error";
            default -> "completion code";
        };
        return String.format("%s (0x%02x)", meaning, code);
    }
}
