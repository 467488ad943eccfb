package com.umcloud.umha.testkit.openstack.nova;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Nova's two ways to write a time, both in UTC and both as coarse as its database: whole seconds. */
final class NovaTimes {
    private static final DateTimeFormatter LONG =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private NovaTimes() {}

    /** As servers have it: {@code 2026-11-01T12:00:00Z}. */
    static String short8601(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** As services and migrations have it: {@code 2026-11-01T12:00:00.000000}. */
    static String long8601(Instant time) {
        return LONG.format(time.truncatedTo(ChronoUnit.SECONDS));
    }
}
