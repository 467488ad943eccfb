package com.umcloud.umha.core.reachability;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.reachability.ReachabilityProbe;

/** Finds the probe for a method as it stands in the configuration. */
public final class ReachabilityProbes {
    private static final String TCP_PREFIX = "tcp:";

    private ReachabilityProbes() {}

    /**
     * Makes a probe; it holds no thread, socket or process between calls.
     *
     * @param method {@code icmp} (the system's ping) or {@code tcp:PORT}, PORT 1 to 65535
     * @throws UmhaException of type CONFIGURATION if the method is neither
     */
    public static ReachabilityProbe forMethod(String method) {
        if (method.equals("icmp")) {
            return new PingProbe();
        }
        if (method.startsWith(TCP_PREFIX)) {
            String port = method.substring(TCP_PREFIX.length());
            if (port.matches("[0-9]{1,5}") && isPort(Integer.parseInt(port))) {
                return new TcpProbe(Integer.parseInt(port));
            }
        }
        throw new UmhaException(
                FailureType.CONFIGURATION,
                "the probe '" + method
                        + "' is unknown: set icmp (the system's ping) or tcp:PORT with a port of 1 to 65535,"
                        + " such as tcp:22");
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65535;
    }
}
