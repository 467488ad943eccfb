package com.umcloud.umha.fencing.ipmi;

import com.umcloud.umha.fencing.ipmi.packet.Privilege;
import com.umcloud.umha.fencing.ipmi.session.CipherSuite;
import java.time.Duration;
import java.util.Set;

/**
 * Section {@code [ipmi]}; a device's options may replace each of them for that device.
 *
 * @param cipherSuites {@code cipher_suites}, default {@code 17,3}: those that may be used; the strongest is tried first
 * @param privilege {@code privilege}, default {@code administrator}: what a session asks for, {@code operator} suffices if
 *     the account has no more
 * @param port {@code port}, default 623: where an address does not name one
 * @param retryInterval {@code retry_interval}, default {@code 500ms}: the first wait before a datagram is repeated, 50 ms to 30 s
 * @param timeout {@code timeout}, default {@code 20s}: no operation takes longer even if its caller would allow it, 100 ms to
 *     10 min
 * @param credentialBackoff {@code credential_backoff}, default {@code 5m}: how long refused credentials are not tried again,
 *     0 to 24 h
 * @param guidEncoding {@code guid_encoding}, default {@code smbios}: {@code smbios}, {@code ipmi} or {@code rfc4122}
 */
public record IpmiConfig(
        Set<CipherSuite> cipherSuites,
        Privilege privilege,
        int port,
        Duration retryInterval,
        Duration timeout,
        Duration credentialBackoff,
        GuidEncoding guidEncoding) {
    public IpmiConfig {
        cipherSuites = Set.copyOf(cipherSuites);
        if (cipherSuites.isEmpty()) {
            throw new IllegalArgumentException("cipher_suites names at least one of 17, 3");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port is 1 to 65535, not " + port);
        }
        requireBetween("retry_interval", retryInterval, Duration.ofMillis(50), Duration.ofSeconds(30));
        requireBetween("timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(10));
        requireBetween("credential_backoff", credentialBackoff, Duration.ZERO, Duration.ofHours(24));
    }

    private static void requireBetween(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    key + " is " + least + " to " + most + ", not " + value + " (write a unit, such as 2s)");
        }
    }
}
