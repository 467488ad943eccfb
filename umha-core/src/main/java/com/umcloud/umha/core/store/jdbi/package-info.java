/** The stores of hosts, incidents, lease and outbox on a database. */
@NullMarked
package com.umcloud.umha.core.store.jdbi;

import org.jspecify.annotations.NullMarked;
