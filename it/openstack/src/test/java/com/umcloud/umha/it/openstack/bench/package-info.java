/** Measures UMHA's recovery of a host against direct calls of Nova, run by run in turn; {@code bench/evacuation} starts it. */
@NullMarked
package com.umcloud.umha.it.openstack.bench;

import org.jspecify.annotations.NullMarked;
