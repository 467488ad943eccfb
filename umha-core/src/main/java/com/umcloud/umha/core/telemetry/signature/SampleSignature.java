package com.umcloud.umha.core.telemetry.signature;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.telemetry.wire.WireBytes;
import com.umcloud.umha.core.telemetry.wire.WireList;
import com.umcloud.umha.core.telemetry.wire.WireMap;
import com.umcloud.umha.core.telemetry.wire.WireValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and verifies messages with one secret: HMAC-SHA256, lower-case hexadecimal, over the text of {@link SignatureText}.
 * An empty secret switches signing off, as in Ceilometer: the signature is then the empty text and everything verifies.
 * Thread-safe; every thread keeps a Mac and a buffer of its own.
 */
public final class SampleSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int HEX_LENGTH = 64;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final boolean off;
    private final ThreadLocal<Workspace> workspaces;

    public SampleSignature(Secret secret) {
        off = secret.isEmpty();
        workspaces = ThreadLocal.withInitial(() -> new Workspace(secret));
    }

    /** Whether the secret is empty. */
    public boolean isOff() {
        return off;
    }

    /**
     * The signature that a sender of this dialect puts into {@code message_signature}; one that is there already is not
     * looked at.
     *
     * @return 64 hexadecimal digits, or the empty text if signing is off
     * @throws UmhaException INTERNAL if the message has no signature: the text to sign would exceed 1 MiB, or Python 2
     *     meets binary that is not ASCII
     */
    public String sign(WireMap message, SignatureDialect dialect) {
        if (off) {
            return "";
        }
        byte[] signature = compute(message, dialect)
                .orElseThrow(() -> new UmhaException(
                        FailureType.INTERNAL,
                        "the message is too large or of a type that " + dialect + " cannot sign"));
        return new String(signature, StandardCharsets.US_ASCII);
    }

    /** Whether the message carries the signature that a sender of this dialect would have given it. */
    public boolean verify(WireMap message, SignatureDialect dialect) {
        if (off) {
            return true;
        }
        Optional<byte[]> carried = carriedSignature(message);
        return carried.isPresent() && fits(message, dialect, carried.get());
    }

    /**
     * Whether the message carries a signature of any dialect. A missing signature and one of a wrong type fit none.
     * Compares in constant time, case-sensitively.
     */
    public boolean verify(WireMap message) {
        if (off) {
            return true;
        }
        Optional<byte[]> carried = carriedSignature(message);
        if (carried.isEmpty()) {
            return false;
        }
        if (fits(message, SignatureDialect.PYTHON_3_NEWTON, carried.get())) {
            return true;
        }
        return differsByDialect(message)
                && (fits(message, SignatureDialect.PYTHON_2, carried.get())
                        || fits(message, SignatureDialect.PYTHON_3_MITAKA, carried.get()));
    }

    /** The bytes that a sender of this dialect signs, to show why a signature does not fit; empty if it cannot be signed. */
    public static Optional<byte[]> signedText(WireMap message, SignatureDialect dialect) {
        SignatureSink sink = new SignatureSink();
        new SignatureText(dialect, new SignatureSink(), sink).write(message);
        return sink.isRefused() ? Optional.empty() : Optional.of(sink.toByteArray());
    }

    private boolean fits(WireMap message, SignatureDialect dialect, byte[] carried) {
        Optional<byte[]> expected = compute(message, dialect);
        return expected.isPresent() && MessageDigest.isEqual(expected.get(), carried);
    }

    private Optional<byte[]> compute(WireMap message, SignatureDialect dialect) {
        return workspaces.get().compute(message, dialect);
    }

    /** What could be a signature; anything else is sorted out here, before the costly part. */
    private static Optional<byte[]> carriedSignature(WireMap message) {
        WireValue value = message.get(SignatureText.SIGNATURE_KEY).orElse(WireValue.Nil.NIL);
        if (value instanceof WireValue.Text text) {
            return hexadecimal(text.bytes());
        }
        return value instanceof WireValue.Binary binary ? hexadecimal(binary.bytes()) : Optional.empty();
    }

    private static Optional<byte[]> hexadecimal(WireBytes bytes) {
        if (bytes.length() != HEX_LENGTH) {
            return Optional.empty();
        }
        for (int index = 0; index < HEX_LENGTH; index++) {
            int digit = bytes.unsignedByte(index);
            if (!((digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'))) {
                return Optional.empty();
            }
        }
        return Optional.of(bytes.toByteArray());
    }

    /** Whether the message holds a value that the dialects may write differently. */
    private static boolean differsByDialect(WireValue value) {
        if (value instanceof WireMap map) {
            return map.entries().stream().anyMatch(entry -> differsByDialect(entry.value()));
        }
        return value instanceof WireValue.Real || value instanceof WireValue.Binary || value instanceof WireList;
    }

    /** One thread's Mac and buffers. */
    private static final class Workspace {
        private final Mac mac;
        private final SignatureSink path = new SignatureSink();
        private final SignatureSink sink = new SignatureSink();

        Workspace(Secret secret) {
            try {
                mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            } catch (GeneralSecurityException e) {
                throw new UmhaException(FailureType.INTERNAL, "this Java has no " + ALGORITHM, e);
            }
        }

        Optional<byte[]> compute(WireMap message, SignatureDialect dialect) {
            path.clear();
            sink.clear();
            new SignatureText(dialect, path, sink).write(message);
            if (sink.isRefused()) {
                return Optional.empty();
            }
            sink.updateInto(mac);
            byte[] digest = mac.doFinal();
            byte[] hexadecimal = new byte[HEX_LENGTH];
            for (int index = 0; index < digest.length; index++) {
                hexadecimal[2 * index] = HEX[(digest[index] >> 4) & 0xf];
                hexadecimal[2 * index + 1] = HEX[digest[index] & 0xf];
            }
            return Optional.of(hexadecimal);
        }
    }
}
