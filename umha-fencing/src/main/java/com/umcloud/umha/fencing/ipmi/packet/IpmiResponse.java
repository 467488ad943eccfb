package com.umcloud.umha.fencing.ipmi.packet;

import java.util.Arrays;
import java.util.Optional;

/** The answer to one {@link IpmiCommand}. */
public final class IpmiResponse {
    private static final int SHORTEST = 8;

    private final int completionCode;
    private final byte[] data;

    private IpmiResponse(int completionCode, byte[] data) {
        this.completionCode = completionCode;
        this.data = data;
    }

    /**
     * Reads a message; empty if it is cut short, its checksums are wrong, or it does not answer that command with that
     * request sequence.
     */
    public static Optional<IpmiResponse> parse(byte[] message, IpmiCommand command, int requestSequence) {
        if (message.length < SHORTEST || sum(message, 0, 3) != 0 || sum(message, 3, message.length) != 0) {
            return Optional.empty();
        }
        int function = (message[1] & 0xff) >> 2;
        int sequence = (message[4] & 0xff) >> 2;
        if (!command.isAnsweredBy(function, message[5] & 0xff) || sequence != requestSequence) {
            return Optional.empty();
        }
        return Optional.of(
                new IpmiResponse(message[6] & 0xff, Arrays.copyOfRange(message, SHORTEST - 1, message.length - 1)));
    }

    /** Zero if the command was carried out (IPMI 2.0, table 5-2). */
    public int completionCode() {
        return completionCode;
    }

    /** What follows the completion code. */
    public byte[] data() {
        return data.clone();
    }

    private static byte sum(byte[] bytes, int from, int to) {
        byte sum = 0;
        for (int i = from; i < to; i++) {
            sum += bytes[i];
        }
        return sum;
    }
}
