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
import java.util.List;

/** Writes lists, and what is in them, as Python's {@code repr} prints them. */
final class PythonRepresentation {
    private static final String HEX = "0123456789abcdef";

    private final SignatureDialect dialect;
    private final SignatureSink sink;

    PythonRepresentation(SignatureDialect dialect, SignatureSink sink) {
        this.dialect = dialect;
        this.sink = sink;
    }

    void write(WireList list) {
        sink.append('[');
        List<WireValue> items = list.items();
        for (int index = 0; index < items.size() && !sink.isRefused(); index++) {
            if (index > 0) {
                sink.append(", ");
            }
            writeItem(items.get(index));
        }
        sink.append(']');
    }

    /** The bytes as Python 3 prints a bytes object. */
    void writeBytes(WireBytes bytes) {
        sink.append('b');
        writeEscapedBytes(bytes);
    }

    private void writeItem(WireValue item) {
        if (item instanceof Text text) {
            writeText(text);
        } else if (item instanceof Whole whole) {
            sink.append(Long.toString(whole.value()));
        } else if (item instanceof Real real) {
            sink.append(PythonFloat.shortest(real.value()));
        } else if (item instanceof Flag flag) {
            sink.append(flag.value() ? "True" : "False");
        } else if (item instanceof WireList list) {
            write(list);
        } else if (item instanceof WireMap map) {
            writeMap(map);
        } else if (item instanceof BigWhole whole) {
            sink.append(whole.value().toString());
            if (dialect == SignatureDialect.PYTHON_2) {
                sink.append('L');
            }
        } else if (item instanceof Binary binary) {
            writeBinary(binary);
        } else {
            sink.append("None");
        }
    }

    private void writeMap(WireMap map) {
        List<WireMap.Entry> entries = dialect == SignatureDialect.PYTHON_2 ? map.distinct() : map.sorted();
        sink.append('{');
        for (int index = 0; index < entries.size() && !sink.isRefused(); index++) {
            if (index > 0) {
                sink.append(", ");
            }
            writeItem(entries.get(index).key());
            sink.append(": ");
            writeItem(entries.get(index).value());
        }
        sink.append('}');
    }

    private void writeText(Text text) {
        switch (dialect) {
            case PYTHON_2 -> writeEscapedBytes(text.bytes());
            case PYTHON_3_MITAKA -> writeEscapedText(text.bytes().text());
            case PYTHON_3_NEWTON -> writeBytes(text.bytes());
        }
    }

    private void writeBinary(Binary binary) {
        if (dialect == SignatureDialect.PYTHON_2) {
            writeEscapedBytes(binary.bytes());
        } else {
            writeBytes(binary.bytes());
        }
    }

    private void writeEscapedBytes(WireBytes bytes) {
        boolean single = false;
        boolean twofold = false;
        for (int index = 0; index < bytes.length(); index++) {
            single |= bytes.unsignedByte(index) == '\'';
            twofold |= bytes.unsignedByte(index) == '"';
        }
        char quote = quote(single, twofold);
        sink.append(quote);
        for (int index = 0; index < bytes.length() && !sink.isRefused(); index++) {
            int value = bytes.unsignedByte(index);
            if (value >= ' ' && value < 0x7f) {
                writePlain((char) value, quote);
            } else {
                writeEscape(value);
            }
        }
        sink.append(quote);
    }

    private void writeEscapedText(String text) {
        char quote = quote(text.indexOf('\'') >= 0, text.indexOf('"') >= 0);
        sink.append(quote);
        text.codePoints().forEach(codePoint -> {
            if (codePoint >= ' ' && codePoint < 0x7f) {
                writePlain((char) codePoint, quote);
            } else if (isPrintable(codePoint)) {
                sink.appendCodePoint(codePoint);
            } else {
                writeEscape(codePoint);
            }
        });
        sink.append(quote);
    }

    private static char quote(boolean single, boolean twofold) {
        return single && !twofold ? '"' : '\'';
    }

    private void writePlain(char character, char quote) {
        if (character == quote || character == '\\') {
            sink.append('\\');
        }
        sink.append(character);
    }

    private void writeEscape(int codePoint) {
        switch (codePoint) {
            case '\t' -> sink.append("\\t");
            case '\n' -> sink.append("\\n");
            case '\r' -> sink.append("\\r");
            default -> {
                if (codePoint <= 0xff) {
                    writeHex("\\x", codePoint, 2);
                } else if (codePoint <= 0xffff) {
                    writeHex("\\u", codePoint, 4);
                } else {
                    writeHex("\\U", codePoint, 8);
                }
            }
        }
    }

    private void writeHex(String prefix, int value, int digits) {
        sink.append(prefix);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            sink.append(HEX.charAt((value >> shift) & 0xf));
        }
    }

    /** As {@code str.isprintable}; above 0x7e. */
    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
