/** Asking whether an address answers, by the system's ping or by a TCP connection, for meters on compute hosts and for processing on controllers. */
@NullMarked
package com.umcloud.umha.core.reachability;

import org.jspecify.annotations.NullMarked;
