package com.umcloud.umha.core.telemetry.signature;

import com.umcloud.umha.core.telemetry.wire.WireBytes;
import com.umcloud.umha.core.telemetry.wire.WireList;
import com.umcloud.umha.core.telemetry.wire.WireMap;
import com.umcloud.umha.core.telemetry.wire.WireValue;
import com.umcloud.umha.core.telemetry.wire.WireValue.BigWhole;
import com.umcloud.umha.core.telemetry.wire.WireValue.Binary;
import com.umcloud.umha.core.telemetry.wire.WireValue.Flag;
import com.umcloud.umha.core.telemetry.wire.WireValue.Real;
import com.umcloud.umha.core.telemetry.wire.WireValue.Text;
import com.umcloud.umha.core.telemetry.wire.WireValue.Whole;

/**
 * Writes the text that is signed: name and value of every pair, nothing between them. A map's pairs are sorted by key,
 * level by level, and named {@code outer:inner}; an empty map gives none; a list is one value; the signature itself is
 * left out (Ceilometer {@code publisher/utils.py}, {@code compute_signature}).
 */
final class SignatureText {
    static final Text SIGNATURE_KEY = Text.of("message_signature");

    private final SignatureDialect dialect;
    private final SignatureSink path;
    private final SignatureSink sink;

    /**
     * @param path a cleared sink to work with
     * @param sink where the text goes; refused if the message cannot be signed
     */
    SignatureText(SignatureDialect dialect, SignatureSink path, SignatureSink sink) {
        this.dialect = dialect;
        this.path = path;
        this.sink = sink;
    }

    void write(WireMap message) {
        for (WireMap.Entry entry : message.sorted()) {
            boolean signature = entry.key().equals(SIGNATURE_KEY) && !(entry.value() instanceof WireMap);
            if (!signature) {
                write(entry);
            }
        }
    }

    private void write(WireMap.Entry entry) {
        if (sink.isRefused()) {
            return;
        }
        if (!(entry.value() instanceof WireMap map)) {
            sink.appendFrom(path);
            writeScalar(entry.key(), sink);
            writeValue(entry.value());
            return;
        }
        int outer = path.size();
        writeScalar(entry.key(), path);
        path.append(':');
        map.sorted().forEach(this::write);
        path.truncate(outer);
    }

    private void writeValue(WireValue value) {
        if (value instanceof Real real) {
            sink.append(dialect.text(real.value()));
        } else if (value instanceof WireList list) {
            new PythonRepresentation(dialect, sink).write(list);
        } else if (value instanceof Binary binary) {
            writeBinary(binary.bytes());
        } else {
            writeScalar(value, sink);
        }
    }

    private static void writeScalar(WireValue value, SignatureSink target) {
        if (value instanceof Text text) {
            target.append(text.bytes());
        } else if (value instanceof Whole whole) {
            target.append(Long.toString(whole.value()));
        } else if (value instanceof BigWhole whole) {
            target.append(whole.value().toString());
        } else if (value instanceof Flag flag) {
            target.append(flag.value() ? "True" : "False");
        } else {
            target.append("None");
        }
    }

    /** Python 2 signs the bytes themselves, and fails on one above 0x7f. */
    private void writeBinary(WireBytes bytes) {
        if (dialect != SignatureDialect.PYTHON_2) {
            new PythonRepresentation(dialect, sink).writeBytes(bytes);
            return;
        }
        for (int index = 0; index < bytes.length(); index++) {
            if (bytes.unsignedByte(index) > 0x7f) {
                sink.refuse();
            }
        }
        sink.append(bytes);
    }
}
