package com.umcloud.umha.fencing.ipmi.session;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.fencing.ipmi.packet.IncomingPacket;
import com.umcloud.umha.fencing.ipmi.packet.PacketFormat;
import com.umcloud.umha.fencing.ipmi.packet.PayloadType;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals and opens the packets of one session (IPMI 2.0, sections 13.28.4, 13.29 and 13.31 to 13.33). */
final class SessionCipher {
    private static final int BLOCK = 16;
    private static final int CONSTANT_LENGTH = 20;

    private final CipherSuite suite;
    private final SecureRandom random;
    private final byte[] integrityKey;
    private final SecretKeySpec encryptionKey;

    /**
     * Derives the keys.
     *
     * @param sessionIntegrityKey the key that both sides agreed on in the handshake
     */
    SessionCipher(CipherSuite suite, byte[] sessionIntegrityKey, SecureRandom random) {
        this.suite = suite;
        this.random = random;
        this.integrityKey = suite.digest(sessionIntegrityKey, constant(1));
        this.encryptionKey = new SecretKeySpec(suite.digest(sessionIntegrityKey, constant(2)), 0, BLOCK, "AES");
    }

    /** A datagram with the message encrypted and authenticated. */
    byte[] seal(int bmcSessionId, int sequence, byte[] message) {
        byte[] packet = PacketFormat.sealed(bmcSessionId, sequence, encrypt(message), suite.codeLength());
        int end = packet.length - suite.codeLength();
        byte[] code = suite.truncatedDigest(integrityKey, Arrays.copyOfRange(packet, PacketFormat.RMCP_LENGTH, end));
        System.arraycopy(code, 0, packet, end, code.length);
        return packet;
    }

    /** The message in a packet; empty if the packet is in clear, not authentic or not decipherable. */
    Optional<byte[]> open(IncomingPacket packet) {
        if (!packet.isSealed() || !packet.carries(PayloadType.MESSAGE)) {
            return Optional.empty();
        }
        byte[] expected = suite.truncatedDigest(integrityKey, packet.authenticatedPart(suite.codeLength()));
        if (!MessageDigest.isEqual(expected, packet.authenticationCode(suite.codeLength()))) {
            return Optional.empty();
        }
        return decrypt(packet.payload());
    }

    private byte[] encrypt(byte[] message) {
        int padding = -(message.length + 1) & (BLOCK - 1);
        byte[] clear = Arrays.copyOf(message, message.length + padding + 1);
        for (int i = 0; i < padding; i++) {
            clear[message.length + i] = (byte) (i + 1);
        }
        clear[clear.length - 1] = (byte) padding;
        byte[] vector = new byte[BLOCK];
        random.nextBytes(vector);
        byte[] out = Arrays.copyOf(vector, BLOCK + clear.length);
        System.arraycopy(aes(Cipher.ENCRYPT_MODE, vector, clear, 0), 0, out, BLOCK, clear.length);
        return out;
    }

    private Optional<byte[]> decrypt(byte[] payload) {
        if (payload.length < 2 * BLOCK || payload.length % BLOCK != 0) {
            return Optional.empty();
        }
        byte[] clear = aes(Cipher.DECRYPT_MODE, Arrays.copyOf(payload, BLOCK), payload, BLOCK);
        int length = clear.length - 1 - (clear[clear.length - 1] & 0xff);
        return length < 0 ? Optional.empty() : Optional.of(Arrays.copyOf(clear, length));
    }

    private byte[] aes(int mode, byte[] vector, byte[] input, int from) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, encryptionKey, new IvParameterSpec(vector));
            return cipher.doFinal(input, from, input.length - from);
        } catch (GeneralSecurityException e) {
            throw new UmhaException(FailureType.INTERNAL, "AES-CBC of whole blocks cannot fail", e);
        }
    }

    private static byte[] constant(int value) {
        byte[] constant = new byte[CONSTANT_LENGTH];
        Arrays.fill(constant, (byte) value);
        return constant;
    }
}
