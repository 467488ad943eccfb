package com.umcloud.umha.core.pipeline;

/**
 * Where samples are sent: {@code udp://host:port} of the pipeline file.
 *
 * @param host name, IPv4 or IPv6 address, the latter without brackets
 * @param port 1 to 65535
 */
public record UdpTarget(String host, int port) {
    public UdpTarget {
        if (host.isBlank()) {
            throw new IllegalArgumentException("a target needs a host");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the port of " + host + " is " + port + "; it must be 1 to 65535");
        }
    }

    /** The target as it is written in the pipeline file. */
    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? "udp://" + host + ":" + port : "udp://[" + host + "]:" + port;
    }
}
