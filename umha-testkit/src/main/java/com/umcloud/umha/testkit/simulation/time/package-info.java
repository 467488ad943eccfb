/** Virtual time: one thread does what is due, in the order in which it is due. */
@NullMarked
package com.umcloud.umha.testkit.simulation.time;

import org.jspecify.annotations.NullMarked;
