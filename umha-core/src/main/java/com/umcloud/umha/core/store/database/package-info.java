/**
 * The way into the database: its address, the pool of connections, transactions, and the migrations of its tables. Times
 * of our tables are {@code DATETIME(6)} in UTC, so that people can read them; those of Ceilometer's tables are
 * {@code DECIMAL(20,6)} seconds since 1970, as Ceilometer has them.
 */
@NullMarked
package com.umcloud.umha.core.store.database;

import org.jspecify.annotations.NullMarked;
