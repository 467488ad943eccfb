package com.umcloud.umha.core.store.sealing;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals secrets with AES-256-GCM (NIST SP 800-38D, 96-bit random nonce, 128-bit tag). A sealed secret is bound to a
 * context, such as the row it stands in, and names its key, so that a wrong key and a changed row are told apart. The key
 * file is read at each use: a program that seals nothing needs none. Safe for use by several threads.
 */
public final class SecretBox {
    private static final String VERSION = "v1";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path keyFile;
    private final SecureRandom random = new SecureRandom();

    /** Does not touch the file yet. */
    public SecretBox(Path keyFile) {
        this.keyFile = keyFile;
    }

    public Path keyFile() {
        return keyFile;
    }

    public boolean hasKey() {
        return Files.exists(keyFile);
    }

    /** Makes the key file with a new key, mode 0600, unless it is there. */
    public void createKeyIfMissing() {
        KeyFile.createIfMissing(keyFile);
    }

    /**
     * Encrypts with the key in the file, which must exist.
     *
     * @param context what the secret belongs to; needed again to open it
     * @return printable text: {@code v1:KEY:BASE64}
     * @throws UmhaException CONFIGURATION if the key file cannot be used
     */
    public String seal(Secret secret, String context) {
        byte[] key = KeyFile.read(keyFile);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, context);
            byte[] sealed = cipher.doFinal(secret.reveal().getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return VERSION + ":" + keyName(key) + ":" + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new UmhaException(FailureType.INTERNAL, "AES-GCM does not work in this Java", e);
        }
    }

    /**
     * Decrypts what {@link #seal} made.
     *
     * @param context as it was sealed
     * @param subject what it is, for messages: "the BMC password of node-1"
     * @throws UmhaException CONFIGURATION if the key file cannot be used or is another one, or text or context were changed
     */
    public Secret open(String sealed, String context, String subject) {
        byte[] key = KeyFile.read(keyFile);
        String[] parts = sealed.split(":", -1);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            throw changed(subject, null);
        }
        if (!parts[1].equals(keyName(key))) {
            throw new UmhaException(
                    FailureType.CONFIGURATION,
                    subject + " was encrypted with key " + parts[1] + ", the key file " + keyFile + " holds key "
                            + keyName(key) + "; put the key file there with which it was loaded, or load it again");
        }
        try {
            byte[] all = Base64.getDecoder().decode(parts[2]);
            if (all.length < NONCE_BYTES) {
                throw changed(subject, null);
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(all, NONCE_BYTES), context);
            byte[] opened = cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return Secret.of(new String(opened, StandardCharsets.UTF_8));
        } catch (AEADBadTagException | IllegalArgumentException e) {
            throw changed(subject, e);
        } catch (GeneralSecurityException e) {
            throw new UmhaException(FailureType.INTERNAL, "AES-GCM does not work in this Java", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** The first 8 hexadecimal digits of the key's SHA-256: tells keys apart, tells nothing about them. */
    private static String keyName(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (GeneralSecurityException e) {
            throw new UmhaException(FailureType.INTERNAL, "SHA-256 does not work in this Java", e);
        }
    }

    private static UmhaException changed(String subject, @Nullable Throwable cause) {
        return new UmhaException(
                FailureType.CONFIGURATION,
                subject + " cannot be decrypted: its row in the database was changed by hand or damaged; load it again",
                cause);
    }
}
