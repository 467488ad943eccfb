package com.umcloud.umha.testkit.bmc;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** One session on the BMC's side, from Open Session on. Used by the BMC's thread. */
final class BmcSession {
    private static final int BLOCK = 16;
    private static final int REMEMBERED = 32;

    final int id;
    final int consoleId;
    final Suite suite;
    long touched;
    boolean active;
    int privilege = 2;
    int limit;

    /** Set by RAKP 1: who it is, what both sides drew, and what follows from it. */
    byte[] userKey = {};

    byte[] role = {};
    byte[] consoleRandom = {};
    byte[] bmcRandom = {};
    private byte[] integrityKey = {};
    private byte[] cipherKey = {};

    private final SecureRandom random;
    private final Set<Integer> received = new LinkedHashSet<>();
    private int sent;

    BmcSession(int id, int consoleId, Suite suite, SecureRandom random) {
        this.id = id;
        this.consoleId = consoleId;
        this.suite = suite;
        this.random = random;
    }

    /** The key SIK. */
    byte[] sessionKey() {
        return suite.hash(userKey, Bytes.join(consoleRandom, bmcRandom, role));
    }

    void deriveKeys() {
        byte[] sessionKey = sessionKey();
        byte[] constant = new byte[20];
        Arrays.fill(constant, (byte) 1);
        integrityKey = suite.hash(sessionKey, constant);
        Arrays.fill(constant, (byte) 2);
        cipherKey = Arrays.copyOf(suite.hash(sessionKey, constant), BLOCK);
    }

    /** The message in a datagram; empty if it is not authentic or was received before. */
    Optional<byte[]> open(byte[] datagram, Rmcp.Frame frame) {
        int end = datagram.length - suite.checkLength;
        if (!frame.sealed || end < 4 || frame.payload.length < 2 * BLOCK || frame.payload.length % BLOCK != 0) {
            return Optional.empty();
        }
        byte[] check = Arrays.copyOfRange(datagram, end, datagram.length);
        if (!MessageDigest.isEqual(check, suite.check(integrityKey, Arrays.copyOfRange(datagram, 4, end)))
                || !received.add(frame.sequence)) {
            return Optional.empty();
        }
        if (received.size() > REMEMBERED) {
            received.remove(received.iterator().next());
        }
        byte[] clear = aes(Cipher.DECRYPT_MODE, Arrays.copyOf(frame.payload, BLOCK), frame.payload, BLOCK);
        int length = clear.length - 1 - (clear[clear.length - 1] & 0xff);
        return length < 7 ? Optional.empty() : Optional.of(Arrays.copyOf(clear, length));
    }

    byte[] seal(byte[] message, boolean wrongCheck) {
        int fill = Math.floorMod(-message.length - 1, BLOCK);
        byte[] clear = Arrays.copyOf(message, message.length + fill + 1);
        for (int i = 1; i <= fill; i++) {
            clear[message.length + i - 1] = (byte) i;
        }
        clear[clear.length - 1] = (byte) fill;
        byte[] vector = new byte[BLOCK];
        random.nextBytes(vector);
        byte[] payload = Bytes.join(vector, aes(Cipher.ENCRYPT_MODE, vector, clear, 0));
        byte[] head = Rmcp.head(Rmcp.MESSAGE | Rmcp.SEALED, consoleId, ++sent, payload);
        int align = Math.floorMod(-head.length - 2, 4);
        byte[] trailer = new byte[align];
        Arrays.fill(trailer, (byte) 0xff);
        byte[] signed = Bytes.join(head, trailer, Bytes.of(align, 0x07));
        byte[] check = suite.check(integrityKey, signed);
        if (wrongCheck) {
            check[0] ^= 1;
        }
        return Rmcp.withHeader(Bytes.join(signed, check));
    }

    byte[] inClear(byte[] message) {
        return Rmcp.withHeader(Rmcp.head(Rmcp.MESSAGE, consoleId, ++sent, message));
    }

    private byte[] aes(int mode, byte[] vector, byte[] input, int from) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(cipherKey, "AES"), new IvParameterSpec(vector));
            return cipher.doFinal(input, from, input.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES", e);
        }
    }
}
