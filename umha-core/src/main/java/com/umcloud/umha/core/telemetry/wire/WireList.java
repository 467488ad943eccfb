package com.umcloud.umha.core.telemetry.wire;

import java.util.List;

/** A msgpack array. */
public record WireList(List<WireValue> items) implements WireValue {
    public WireList {
        items = List.copyOf(items);
    }
}
