/** Samples on the wire: Ceilometer's datagram and signature, the publisher that sends them and the collector that receives them. */
@NullMarked
package com.umcloud.umha.core.telemetry;

import org.jspecify.annotations.NullMarked;
