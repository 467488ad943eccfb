package com.umcloud.umha.core.telemetry;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.telemetry.signature.SampleSignature;
import com.umcloud.umha.core.telemetry.signature.SignatureDialect;
import com.umcloud.umha.core.telemetry.wire.Malformation;
import com.umcloud.umha.core.telemetry.wire.WireMap;
import com.umcloud.umha.core.telemetry.wire.WireReader;
import com.umcloud.umha.core.telemetry.wire.WireResult;
import com.umcloud.umha.core.telemetry.wire.WireValue;
import com.umcloud.umha.core.telemetry.wire.WireValue.Text;
import com.umcloud.umha.core.telemetry.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes Ceilometer's datagrams of samples and samples of datagrams: one datagram is one signed msgpack map. Thread-safe;
 * used by the threads that publish and by the collector's receiving thread.
 */
public final class SampleCodec {
    private final SampleSignature signing;
    private final List<SampleSignature> accepted;

    /** Signs and verifies with one secret; an empty one means that nothing is signed, and nothing received is verified. */
    public SampleCodec(Secret secret) {
        this(List.of(secret));
    }

    /**
     * Signs with the first secret and accepts the signatures of any, so that a secret can be changed host by host. Empty
     * secrets do not count.
     */
    public SampleCodec(List<Secret> secrets) {
        accepted = secrets.stream()
                .filter(secret -> !secret.isEmpty())
                .map(SampleSignature::new)
                .toList();
        signing = accepted.isEmpty() ? new SampleSignature(Secret.none()) : accepted.get(0);
    }

    /**
     * The datagram of a sample, in the form that every Ceilometer reads, with a signature of the newest dialect. Without
     * lists in the metadata, and with a volume that is whole or has at most 12 digits, all dialects are the same.
     *
     * @throws UmhaException INTERNAL if the metadata hold something that no sample can
     */
    public byte[] encode(Sample sample) {
        List<WireMap.Entry> entries = new ArrayList<>(MessageField.values().length);
        add(entries, MessageField.SOURCE, text(sample.source()));
        add(entries, MessageField.COUNTER_NAME, Text.of(sample.name()));
        add(entries, MessageField.COUNTER_TYPE, text(sample.type()));
        add(entries, MessageField.COUNTER_UNIT, text(sample.unit()));
        add(entries, MessageField.COUNTER_VOLUME, SampleVolume.toWire(sample.volume()));
        add(entries, MessageField.USER_ID, text(sample.userId()));
        add(entries, MessageField.PROJECT_ID, text(sample.projectId()));
        add(entries, MessageField.RESOURCE_ID, Text.of(sample.resourceId()));
        add(entries, MessageField.TIMESTAMP, text(sample.timestamp()));
        add(entries, MessageField.RESOURCE_METADATA, SampleMetadata.toWire(sample.metadata()));
        add(entries, MessageField.MESSAGE_ID, Text.of(sample.messageId()));
        String signature = signing.sign(new WireMap(entries), SignatureDialect.PYTHON_3_NEWTON);
        add(entries, MessageField.MESSAGE_SIGNATURE, Text.of(signature));
        return WireWriter.write(new WireMap(entries));
    }

    /**
     * Decodes a datagram: its form first, then its signature, then its fields. Never throws, whatever the bytes are. The
     * array must not be changed afterwards.
     */
    public DecodeResult decode(byte[] datagram) {
        WireResult result = WireReader.read(datagram);
        if (result instanceof WireResult.Malformed malformed) {
            return new DecodeResult.Undecodable(reason(malformed.malformation()), malformed.detail());
        }
        WireMap message = ((WireResult.Message) result).map();
        boolean verified = accepted.stream().anyMatch(signature -> signature.verify(message));
        if (!verified && !accepted.isEmpty()) {
            return new DecodeResult.Undecodable(DropReason.BAD_SIGNATURE, signatureProblem(message));
        }
        try {
            MessageContents contents = new MessageContents(message);
            return new DecodeResult.Decoded(
                    contents.sample(), contents.measuredAt(), contents.signature(), verified, message);
        } catch (MessageContents.FieldRefusal refusal) {
            return refusal.result();
        }
    }

    private static String signatureProblem(WireMap message) {
        WireValue signature = message.get(MessageField.MESSAGE_SIGNATURE.key()).orElse(WireValue.Nil.NIL);
        boolean present = signature instanceof Text text && text.bytes().length() > 0;
        return present || signature instanceof WireValue.Binary
                ? "message_signature does not fit: another telemetry_secret, or the message was changed"
                : "message_signature is missing, empty or not text";
    }

    private static DropReason reason(Malformation malformation) {
        return switch (malformation) {
            case EMPTY -> DropReason.EMPTY;
            case TRUNCATED -> DropReason.TRUNCATED;
            case UNREADABLE -> DropReason.UNDECODABLE;
            case NOT_A_MAP -> DropReason.NOT_A_MAP;
            case FOREIGN_TYPE -> DropReason.WRONG_TYPE;
            case TOO_DEEP -> DropReason.TOO_DEEP;
        };
    }

    private static void add(List<WireMap.Entry> entries, MessageField field, WireValue value) {
        entries.add(new WireMap.Entry(field.key(), value));
    }

    private static WireValue text(@Nullable String text) {
        return text == null ? WireValue.Nil.NIL : Text.of(text);
    }
}
