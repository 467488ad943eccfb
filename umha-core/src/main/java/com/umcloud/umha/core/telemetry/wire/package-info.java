/** The msgpack form of a datagram: a small tree of typed values that keeps every difference a signature depends on, its reader and its writer. */
@NullMarked
package com.umcloud.umha.core.telemetry.wire;

import org.jspecify.annotations.NullMarked;
