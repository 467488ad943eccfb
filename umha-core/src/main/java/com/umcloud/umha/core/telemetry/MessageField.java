package com.umcloud.umha.core.telemetry;

import com.umcloud.umha.core.telemetry.wire.WireValue;
import com.umcloud.umha.core.telemetry.wire.WireValue.Text;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys of Ceilometer's message, in the order in which it is sent under Python 3 ({@code meter_message_from_counter}). */
enum MessageField {
    SOURCE("source"),
    COUNTER_NAME("counter_name"),
    COUNTER_TYPE("counter_type"),
    COUNTER_UNIT("counter_unit"),
    COUNTER_VOLUME("counter_volume"),
    USER_ID("user_id"),
    PROJECT_ID("project_id"),
    RESOURCE_ID("resource_id"),
    TIMESTAMP("timestamp"),
    RESOURCE_METADATA("resource_metadata"),
    MESSAGE_ID("message_id"),
    MESSAGE_SIGNATURE("message_signature");

    private static final Map<MessageField, Text> KEYS = Arrays.stream(values())
            .collect(Collectors.toMap(
                    Function.identity(),
                    field -> Text.of(field.wireName),
                    (first, second) -> first,
                    () -> new EnumMap<>(MessageField.class)));
    private static final Map<WireValue, MessageField> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(MessageField::key, Function.identity()));

    private final String wireName;

    MessageField(String wireName) {
        this.wireName = wireName;
    }

    /** The field of a key; null if Ceilometer's collector does not know it. */
    static @Nullable MessageField of(WireValue key) {
        return BY_KEY.get(key);
    }

    String wireName() {
        return wireName;
    }

    Text key() {
        return Objects.requireNonNull(KEYS.get(this), wireName);
    }
}
