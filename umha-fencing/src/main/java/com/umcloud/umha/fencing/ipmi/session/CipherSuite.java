package com.umcloud.umha.fencing.ipmi.session;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cipher suites that may be used, the strongest first (IPMI 2.0, table 22-20 and its errata for suite 17). Both
 * authenticate and encrypt with AES-CBC-128; the suites that do less, above all suite 0, do not exist here.
 */
public enum CipherSuite {
    SUITE_17(17, 0x03, 0x04, "HmacSHA256", 32, 16),
    SUITE_3(3, 0x01, 0x01, "HmacSHA1", 20, 12);

    static final int AES_CBC_128 = 0x01;

    /** Passwords are zero-padded to this length before they serve as a key. */
    private static final int KEY_LENGTH = 20;

    private final int number;
    private final int authenticationAlgorithm;
    private final int integrityAlgorithm;
    private final String hmac;
    private final int digestLength;
    private final int codeLength;

    CipherSuite(int number, int authentication, int integrity, String hmac, int digestLength, int codeLength) {
        this.number = number;
        this.authenticationAlgorithm = authentication;
        this.integrityAlgorithm = integrity;
        this.hmac = hmac;
        this.digestLength = digestLength;
        this.codeLength = codeLength;
    }

    /** The suite of that number if UMHA uses it. */
    public static Optional<CipherSuite> ofNumber(int number) {
        return Stream.of(values()).filter(suite -> suite.number == number).findFirst();
    }

    public int number() {
        return number;
    }

    int authenticationAlgorithm() {
        return authenticationAlgorithm;
    }

    int integrityAlgorithm() {
        return integrityAlgorithm;
    }

    /** Bytes of a full digest, as RAKP 2 and 3 carry it. */
    int digestLength() {
        return digestLength;
    }

    /** Bytes of a truncated digest, as RAKP 4 and every packet of the session carry it. */
    int codeLength() {
        return codeLength;
    }

    /** The keyed digest of the parts one after the other. */
    byte[] digest(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(hmac);
            mac.init(new SecretKeySpec(Arrays.copyOf(key, Math.max(key.length, KEY_LENGTH)), hmac));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new UmhaException(FailureType.INTERNAL, "every Java runtime has " + hmac, e);
        }
    }

    byte[] truncatedDigest(byte[] key, byte[]... parts) {
        return Arrays.copyOf(digest(key, parts), codeLength);
    }
}
