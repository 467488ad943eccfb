package com.umcloud.umha.testkit.bmc;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A cipher suite with AES-CBC-128 (IPMI 2.0, table 22-20). */
enum Suite {
    SHA_1(3, 1, 1, "HmacSHA1", 12),
    SHA_256(17, 3, 4, "HmacSHA256", 16);

    static final int AES = 1;

    private static final int SHORTEST_KEY = 20;

    final int number;
    final int authentication;
    final int integrity;
    final int checkLength;
    private final String hmac;

    Suite(int number, int authentication, int integrity, String hmac, int checkLength) {
        this.number = number;
        this.authentication = authentication;
        this.integrity = integrity;
        this.hmac = hmac;
        this.checkLength = checkLength;
    }

    static Optional<Suite> of(int authentication, int integrity, int confidentiality) {
        return Arrays.stream(values())
                .filter(suite -> suite.authentication == authentication && suite.integrity == integrity)
                .filter(suite -> confidentiality == AES)
                .findFirst();
    }

    byte[] hash(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance(hmac);
            mac.init(new SecretKeySpec(key.length < SHORTEST_KEY ? Arrays.copyOf(key, SHORTEST_KEY) : key, hmac));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(hmac, e);
        }
    }

    byte[] check(byte[] key, byte[] data) {
        return Arrays.copyOf(hash(key, data), checkLength);
    }

    /** The suite's record in the answer to Get Channel Cipher Suites (table 22-18). */
    byte[] listing() {
        return Bytes.of(0xc0, number, authentication, 0x40 | integrity, 0x80 | AES);
    }
}
