package com.umcloud.umha.core.store.database;

/** How the tables in the database compare with what this program needs. */
public sealed interface SchemaState {
    /** The tables are those of this program. */
    record UpToDate(String version) implements SchemaState {}

    /** Our tables are not there: {@code umha db sync} was never run. */
    record Missing(String needed) implements SchemaState {}

    /** An older program made them, or the last upgrade broke off: run {@code umha db sync}. */
    record Older(String found, String needed) implements SchemaState {}

    /** A newer program made them; this one may not understand what is in them. */
    record Newer(String found, String known) implements SchemaState {}

    default boolean usable() {
        return this instanceof UpToDate;
    }
}
