package com.umcloud.umha.fencing.ipmi;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * How a BMC lays the system's UUID out in the 16 bytes of Get System GUID. The specification (IPMI 2.0, table 20-10) and
 * what vendors do differ, and nothing in the answer tells which it is.
 */
public enum GuidEncoding {
    /** As SMBIOS 2.6 keeps it: the first three fields little endian, the rest in order. What most vendors do. */
    SMBIOS {
        @Override
        UUID decode(byte[] guid) {
            return ofBytes(guid, 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15);
        }
    },
    /** As the specification says: all bytes in reverse. */
    IPMI {
        @Override
        UUID decode(byte[] guid) {
            return ofBytes(guid, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        }
    },
    /** In the order in which a UUID is printed. */
    RFC4122 {
        @Override
        UUID decode(byte[] guid) {
            return ofBytes(guid, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        }
    };

    private static final int LENGTH = 16;

    abstract UUID decode(byte[] guid);

    /** The UUID in the data of an answer; empty if it is not one or stands for "not set" (all bits equal). */
    Optional<UUID> read(byte[] data) {
        if (data.length != LENGTH) {
            return Optional.empty();
        }
        UUID uuid = decode(data);
        long high = uuid.getMostSignificantBits();
        boolean unset = high == uuid.getLeastSignificantBits() && (high == 0 || high == -1);
        return unset ? Optional.empty() : Optional.of(uuid);
    }

    private static UUID ofBytes(byte[] guid, int... order) {
        ByteBuffer printed = ByteBuffer.allocate(LENGTH);
        for (int index : order) {
            printed.put(guid[index]);
        }
        printed.flip();
        return new UUID(printed.getLong(), printed.getLong());
    }
}
