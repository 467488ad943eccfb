/** Gathering what is seen of each host in each interval: samples, probes, power states and the cloud's reports. */
@NullMarked
package com.umcloud.umha.core.observation;

import org.jspecify.annotations.NullMarked;
