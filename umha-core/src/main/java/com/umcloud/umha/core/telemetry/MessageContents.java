package com.umcloud.umha.core.telemetry;

import com.umcloud.umha.core.telemetry.wire.WireList;
import com.umcloud.umha.core.telemetry.wire.WireMap;
import com.umcloud.umha.core.telemetry.wire.WireValue;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a message by the rules of Ceilometer's collector and its database: all eleven keys must be there,
 * name, resource and message id must be text, the other texts may be nil, and the volume must be something that MySQL
 * stores in a double.
 */
final class MessageContents {
    private final Map<MessageField, WireValue> values = new EnumMap<>(MessageField.class);

    MessageContents(WireMap message) {
        for (WireMap.Entry entry : message.entries()) {
            MessageField field = MessageField.of(entry.key());
            if (field != null) {
                values.put(field, entry.value());
            }
        }
    }

    Sample sample() throws FieldRefusal {
        return new Sample(
                optionalText(MessageField.SOURCE),
                text(MessageField.COUNTER_NAME),
                optionalText(MessageField.COUNTER_TYPE),
                optionalText(MessageField.COUNTER_UNIT),
                volume(),
                optionalText(MessageField.USER_ID),
                optionalText(MessageField.PROJECT_ID),
                text(MessageField.RESOURCE_ID),
                optionalText(MessageField.TIMESTAMP),
                metadata(),
                text(MessageField.MESSAGE_ID));
    }

    Optional<Instant> measuredAt() throws FieldRefusal {
        String timestamp = optionalText(MessageField.TIMESTAMP);
        if (timestamp == null) {
            return Optional.empty();
        }
        Optional<Instant> measuredAt = SampleTimestamp.parse(timestamp);
        if (measuredAt.isEmpty()) {
            throw new FieldRefusal(
                    DropReason.BAD_TIMESTAMP, "timestamp is not a date: '" + Excerpt.of(timestamp) + "'");
        }
        return measuredAt;
    }

    /** The signature; empty text for nil. It must be there even where nobody verifies it. */
    String signature() throws FieldRefusal {
        WireValue value = value(MessageField.MESSAGE_SIGNATURE);
        if (value instanceof WireValue.Binary binary) {
            return binary.bytes().text();
        }
        String text = optionalText(MessageField.MESSAGE_SIGNATURE);
        return text == null ? "" : text;
    }

    private @Nullable Double volume() throws FieldRefusal {
        WireValue value = value(MessageField.COUNTER_VOLUME);
        if (value instanceof WireValue.Nil) {
            return null;
        }
        boolean compound = value instanceof WireMap || value instanceof WireList || value instanceof WireValue.Binary;
        if (compound) {
            throw wrongType(MessageField.COUNTER_VOLUME, "a number");
        }
        double volume = SampleVolume.fromWire(value);
        if (!Double.isFinite(volume)) {
            String shown = value instanceof WireValue.Text text ? text.toString() : Double.toString(volume);
            throw new FieldRefusal(
                    DropReason.BAD_VOLUME, "counter_volume is not a finite number: '" + Excerpt.of(shown) + "'");
        }
        return volume;
    }

    private Map<String, @Nullable Object> metadata() throws FieldRefusal {
        WireValue value = value(MessageField.RESOURCE_METADATA);
        if (value instanceof WireValue.Nil) {
            return Map.of();
        }
        if (!(value instanceof WireMap map) || SampleMetadata.holdsBinary(map)) {
            throw wrongType(MessageField.RESOURCE_METADATA, "a map without binary values");
        }
        return SampleMetadata.fromWire(map);
    }

    private String text(MessageField field) throws FieldRefusal {
        if (value(field) instanceof WireValue.Text text) {
            return text.toString();
        }
        throw wrongType(field, "text");
    }

    private @Nullable String optionalText(MessageField field) throws FieldRefusal {
        return value(field) instanceof WireValue.Nil ? null : text(field);
    }

    private WireValue value(MessageField field) throws FieldRefusal {
        WireValue value = values.get(field);
        if (value == null) {
            throw new FieldRefusal(DropReason.MISSING_FIELD, field.wireName() + " is missing");
        }
        return value;
    }

    private static FieldRefusal wrongType(MessageField field, String expected) {
        return new FieldRefusal(DropReason.WRONG_TYPE, field.wireName() + " is not " + expected);
    }

    /** Leaves the reading of a message; the codec makes a result of it. */
    static final class FieldRefusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final DropReason reason;
        private final String detail;

        FieldRefusal(DropReason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
            this.detail = detail;
        }

        DecodeResult.Undecodable result() {
            return new DecodeResult.Undecodable(reason, detail);
        }
    }
}
