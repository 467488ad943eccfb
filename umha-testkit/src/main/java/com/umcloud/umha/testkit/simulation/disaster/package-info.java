/** Disasters drawn from seeds: a storm of faults over a region, a calm after it, and what must hold all the time and in the end. */
@NullMarked
package com.umcloud.umha.testkit.simulation.disaster;

import org.jspecify.annotations.NullMarked;
