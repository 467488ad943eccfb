package com.umcloud.umha.fencing.ipmi.session;

import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.fencing.ipmi.packet.Privilege;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

/**
 * A BMC and how to log in to it.
 *
 * @param address resolved
 * @param username at most 16 bytes in UTF-8
 * @param password at most 20 bytes in UTF-8
 * @param suites the allowed ones; the strongest is tried first
 * @param retryInterval how long the first answer is awaited before a datagram is sent again; later waits are longer
 */
public record IpmiTarget(
        InetSocketAddress address,
        String username,
        Secret password,
        Privilege privilege,
        Set<CipherSuite> suites,
        Duration retryInterval) {
    public IpmiTarget {
        suites = Set.copyOf(suites);
    }
}
