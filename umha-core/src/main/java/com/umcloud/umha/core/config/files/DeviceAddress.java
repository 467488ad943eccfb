package com.umcloud.umha.core.config.files;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The second column of {@code ipmi_info}.
 *
 * @param text as a fence agent takes it
 * @param identity the same text for every way to write this address
 */
record DeviceAddress(String text, String identity) {
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+");
    /** The ports that IPMI and Redfish use when none is written. */
    private static final Set<Integer> USUAL_PORTS = Set.of(623, 443);

    /** Reads an IPv4 address or a name, inside brackets also an IPv6 address or one with a port; empty if it is none. */
    static Optional<DeviceAddress> parse(String column) {
        boolean bracketed = column.startsWith("[") && column.endsWith("]");
        String text = bracketed ? column.substring(1, column.length() - 1) : column;
        if (!bracketed) {
            return isHost(text) ? Optional.of(new DeviceAddress(text, identity(text))) : Optional.empty();
        }
        if (InetAddresses.isInetAddress(text)) {
            return Optional.of(new DeviceAddress(text, identity(text)));
        }
        return withPort(text);
    }

    private static Optional<DeviceAddress> withPort(String text) {
        try {
            HostAndPort parts = HostAndPort.fromString(text).requireBracketsForIPv6();
            boolean port = !parts.hasPort() || parts.getPort() > 0;
            boolean host = InetAddresses.isInetAddress(parts.getHost()) || isHost(parts.getHost());
            if (!port || !host) {
                return Optional.empty();
            }
            String suffix = parts.hasPort() && !USUAL_PORTS.contains(parts.getPort()) ? " " + parts.getPort() : "";
            return Optional.of(new DeviceAddress(text, identity(parts.getHost()) + suffix));
        } catch (IllegalArgumentException notSo) {
            return Optional.empty();
        }
    }

    private static boolean isHost(String text) {
        return NUMERIC.matcher(text).matches() ? InetAddresses.isInetAddress(text) : HostName.isValid(text);
    }

    private static String identity(String host) {
        return InetAddresses.isInetAddress(host)
                ? InetAddresses.toAddrString(InetAddresses.forString(host))
                : host.toLowerCase(Locale.ROOT);
    }
}
