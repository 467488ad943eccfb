/** Proving that a host is off: reading and changing the power state of a host through the device that controls it. */
@NullMarked
package com.umcloud.umha.api.fence;

import org.jspecify.annotations.NullMarked;
