/** Samples on the wire: the codec of Ceilometer's signed datagram, and the agent's step that makes samples of measurements and sends them. */
@NullMarked
package com.umcloud.umha.core.telemetry;

import org.jspecify.annotations.NullMarked;
