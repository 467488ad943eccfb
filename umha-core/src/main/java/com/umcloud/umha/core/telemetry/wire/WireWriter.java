package com.umcloud.umha.core.telemetry.wire;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.telemetry.wire.WireValue.BigWhole;
import com.umcloud.umha.core.telemetry.wire.WireValue.Binary;
import com.umcloud.umha.core.telemetry.wire.WireValue.Flag;
import com.umcloud.umha.core.telemetry.wire.WireValue.Real;
import com.umcloud.umha.core.telemetry.wire.WireValue.Text;
import com.umcloud.umha.core.telemetry.wire.WireValue.Whole;
import java.io.IOException;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/**
 * Writes a message the way old Ceilometer does (msgpack-python without {@code use_bin_type}), which every Ceilometer reads:
 * text of 32 to 255 bytes as raw 16 and never as str 8, binary as raw, integers in their smallest form, floats with 64
 * bits.
 */
public final class WireWriter {
    private static final MessagePack.PackerConfig OLD_RAW_FAMILY =
            new MessagePack.PackerConfig().withStr8FormatSupport(false);

    private WireWriter() {}

    /** The datagram of a message. */
    public static byte[] write(WireMap message) {
        try (MessageBufferPacker packer = OLD_RAW_FAMILY.newBufferPacker()) {
            write(message, packer);
            return packer.toByteArray();
        } catch (IOException e) {
            throw new UmhaException(FailureType.INTERNAL, "writing a message into memory failed", e);
        }
    }

    private static void write(WireValue value, MessagePacker packer) throws IOException {
        if (value instanceof Text text) {
            writeRaw(text.bytes(), packer);
        } else if (value instanceof Whole whole) {
            packer.packLong(whole.value());
        } else if (value instanceof Real real) {
            packer.packDouble(real.value());
        } else if (value instanceof Flag flag) {
            packer.packBoolean(flag.value());
        } else if (value instanceof WireMap map) {
            packer.packMapHeader(map.entries().size());
            for (WireMap.Entry entry : map.entries()) {
                write(entry.key(), packer);
                write(entry.value(), packer);
            }
        } else if (value instanceof WireList list) {
            packer.packArrayHeader(list.items().size());
            for (WireValue item : list.items()) {
                write(item, packer);
            }
        } else if (value instanceof BigWhole whole) {
            packer.packBigInteger(whole.value());
        } else if (value instanceof Binary binary) {
            writeRaw(binary.bytes(), packer);
        } else {
            packer.packNil();
        }
    }

    private static void writeRaw(WireBytes bytes, MessagePacker packer) throws IOException {
        packer.packRawStringHeader(bytes.length());
        packer.writePayload(bytes.toByteArray());
    }
}
