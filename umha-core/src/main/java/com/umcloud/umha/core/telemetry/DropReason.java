package com.umcloud.umha.core.telemetry;

/** Why a datagram, or a sample that was already accepted, was not stored. */
public enum DropReason {
    /** The datagram has no byte. */
    EMPTY,
    /** The datagram ends within a value, or a header announces more than there is. */
    TRUNCATED,
    /** Not msgpack, text that is not UTF-8, or bytes after the message. */
    UNDECODABLE,
    /**
     * msgpack, but not a map. An array of samples is one of these: Mitaka's collector takes it, Newton's dies of it, no
     * publisher ever sends it.
     */
    NOT_A_MAP,
    /** Maps and arrays nested deeper than any sample's. */
    TOO_DEEP,
    /** One of Ceilometer's keys is not there. */
    MISSING_FIELD,
    /** A value has a msgpack type that cannot stand there. */
    WRONG_TYPE,
    /** The signature is missing, of a wrong type, or fits none of the secrets. */
    BAD_SIGNATURE,
    /** The volume is not a finite number. */
    BAD_VOLUME,
    /** The timestamp is not a date that Ceilometer reads. */
    BAD_TIMESTAMP,
    /** The buffer before the database was full; the oldest samples gave way. */
    QUEUE_FULL,
    /** The store could not take this sample, though it took others. */
    NOT_STORABLE,
    /** The collector was closed before the database took the sample. */
    CLOSED
}
