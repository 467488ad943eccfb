package com.umcloud.umha.fencing.ipmi;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;

/**
 * Where a BMC listens, as written: {@code host}, {@code host:port}, {@code [v6]:port}, {@code [v6]} or a bare IPv6 address.
 *
 * @param host a name or IP address without brackets
 * @param port 1 to 65535
 */
record BmcAddress(String host, int port) {
    /**
     * Reads an address.
     *
     * @throws UmhaException of type CONFIGURATION if it is none
     */
    static BmcAddress parse(String text, int defaultPort) {
        String address = text.strip();
        if (address.startsWith("[")) {
            int end = address.indexOf(']');
            String rest = end < 0 ? "?" : address.substring(end + 1);
            if (rest.isEmpty()) {
                return of(text, address.substring(1, end), defaultPort);
            }
            if (end > 0 && rest.startsWith(":")) {
                return of(text, address.substring(1, end), port(text, rest.substring(1)));
            }
            throw malformed(text);
        }
        int colon = address.indexOf(':');
        if (colon < 0 || address.indexOf(':', colon + 1) >= 0) {
            return of(text, address, defaultPort);
        }
        return of(text, address.substring(0, colon), port(text, address.substring(colon + 1)));
    }

    private static BmcAddress of(String text, String host, int port) {
        if (host.isBlank()) {
            throw malformed(text);
        }
        return new BmcAddress(host, port);
    }

    private static int port(String text, String digits) {
        if (!digits.matches("\\d{1,5}")) {
            throw malformed(text);
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw malformed(text);
        }
        return port;
    }

    private static UmhaException malformed(String text) {
        return new UmhaException(
                FailureType.CONFIGURATION,
                "'" + text
                        + "' is no address of a BMC: write host, host:port or [IPv6]:port with a port of 1 to 65535");
    }
}
