package com.umcloud.umha.core.telemetry.wire;

import com.umcloud.umha.core.telemetry.wire.WireValue.BigWhole;
import com.umcloud.umha.core.telemetry.wire.WireValue.Binary;
import com.umcloud.umha.core.telemetry.wire.WireValue.Flag;
import com.umcloud.umha.core.telemetry.wire.WireValue.Nil;
import com.umcloud.umha.core.telemetry.wire.WireValue.Real;
import com.umcloud.umha.core.telemetry.wire.WireValue.Text;
import com.umcloud.umha.core.telemetry.wire.WireValue.Whole;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessageInsufficientBufferException;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageSizeException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * Reads a datagram: exactly one msgpack map, nothing after it (msgpack specification; Ceilometer {@code publisher/udp.py}).
 * No input makes it throw, recurse deeper than {@value #MAXIMUM_DEPTH} levels or allocate more than a small multiple of
 * the datagram's size, whatever lengths its headers announce.
 */
public final class WireReader {
    /** Levels of maps and arrays, the message itself being the first. */
    public static final int MAXIMUM_DEPTH = 32;

    private final byte[] datagram;
    private final MessageUnpacker unpacker;

    private WireReader(byte[] datagram) {
        this.datagram = datagram;
        this.unpacker = MessagePack.newDefaultUnpacker(datagram);
    }

    /** Reads a datagram. The result refers to the array, which must not change afterwards. */
    public static WireResult read(byte[] datagram) {
        if (datagram.length == 0) {
            return new WireResult.Malformed(Malformation.EMPTY, "the datagram is empty");
        }
        WireReader reader = new WireReader(datagram);
        try {
            return new WireResult.Message(reader.message());
        } catch (Refusal refusal) {
            return new WireResult.Malformed(refusal.malformation, refusal.detail);
        } catch (MessageInsufficientBufferException | MessageSizeException e) {
            return new WireResult.Malformed(
                    Malformation.TRUNCATED, "the datagram ends within a value, after " + datagram.length + " bytes");
        } catch (MessagePackException | IOException e) {
            return new WireResult.Malformed(Malformation.UNREADABLE, "not msgpack at byte " + reader.position());
        }
    }

    private WireMap message() throws IOException, Refusal {
        if (unpacker.getNextFormat().getValueType() != ValueType.MAP) {
            throw new Refusal(
                    Malformation.NOT_A_MAP,
                    "the datagram is not a map but "
                            + unpacker.getNextFormat().getValueType().name());
        }
        WireMap message = map(1);
        if (remaining() > 0) {
            throw new Refusal(Malformation.UNREADABLE, remaining() + " bytes follow the message");
        }
        return message;
    }

    private WireValue value(int depth) throws IOException, Refusal {
        MessageFormat format = unpacker.getNextFormat();
        return switch (format.getValueType()) {
            case STRING -> text();
            case INTEGER -> whole(format);
            case NIL -> {
                unpacker.unpackNil();
                yield Nil.NIL;
            }
            case BOOLEAN -> new Flag(unpacker.unpackBoolean());
            case FLOAT -> new Real(unpacker.unpackDouble());
            case BINARY -> new Binary(payload(unpacker.unpackBinaryHeader()));
            case ARRAY -> list(depth + 1);
            case MAP -> map(depth + 1);
            case EXTENSION -> throw new Refusal(Malformation.FOREIGN_TYPE, "an extension type at byte " + position());
        };
    }

    private Text text() throws IOException, Refusal {
        WireBytes bytes = payload(unpacker.unpackRawStringHeader());
        if (!bytes.isUtf8()) {
            throw new Refusal(Malformation.UNREADABLE, "text that is not UTF-8 ends at byte " + position());
        }
        return new Text(bytes);
    }

    private WireValue whole(MessageFormat format) throws IOException {
        if (format != MessageFormat.UINT64) {
            return new Whole(unpacker.unpackLong());
        }
        BigInteger value = unpacker.unpackBigInteger();
        return value.bitLength() < Long.SIZE ? new Whole(value.longValue()) : new BigWhole(value);
    }

    private WireBytes payload(int length) throws IOException, Refusal {
        int start = position();
        requireRemaining(length, 1);
        unpacker.readPayloadAsReference(length);
        return new WireBytes(datagram, start, length);
    }

    private WireList list(int depth) throws IOException, Refusal {
        int size = unpacker.unpackArrayHeader();
        requireDepth(depth);
        requireRemaining(size, 1);
        WireValue[] items = new WireValue[size];
        for (int index = 0; index < size; index++) {
            items[index] = value(depth);
        }
        return new WireList(List.of(items));
    }

    private WireMap map(int depth) throws IOException, Refusal {
        int size = unpacker.unpackMapHeader();
        requireDepth(depth);
        requireRemaining(size, 2);
        WireMap.Entry[] entries = new WireMap.Entry[size];
        for (int index = 0; index < size; index++) {
            WireValue key = value(depth);
            requireKey(key, index == 0 ? key : entries[0].key());
            entries[index] = new WireMap.Entry(key, value(depth));
        }
        return new WireMap(List.of(entries));
    }

    private void requireKey(WireValue key, WireValue first) throws Refusal {
        boolean sortable =
                (key instanceof Text && first instanceof Text) || (key instanceof Whole && first instanceof Whole);
        if (!sortable) {
            throw new Refusal(
                    Malformation.FOREIGN_TYPE,
                    "the keys of a map are not all text or all whole numbers, before byte " + position());
        }
    }

    private void requireDepth(int depth) throws Refusal {
        if (depth > MAXIMUM_DEPTH) {
            throw new Refusal(
                    Malformation.TOO_DEEP, "nested deeper than " + MAXIMUM_DEPTH + " levels at byte " + position());
        }
    }

    private void requireRemaining(int count, int bytesEach) throws Refusal {
        if ((long) count * bytesEach > remaining()) {
            throw new Refusal(
                    Malformation.TRUNCATED,
                    "a header before byte " + position() + " announces " + count + " bytes or items, " + remaining()
                            + " bytes are left");
        }
    }

    private int position() {
        return (int) unpacker.getTotalReadBytes();
    }

    private int remaining() {
        return datagram.length - position();
    }

    /** Leaves the recursion; caught in {@link #read} always. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final Malformation malformation;
        private final String detail;

        Refusal(Malformation malformation, String detail) {
            super(detail, null, false, false);
            this.malformation = malformation;
            this.detail = detail;
        }
    }
}
