/** The site: hosts with their agents and guests, their BMCs and networks, what breaks there, and the truth about it. */
@NullMarked
package com.umcloud.umha.testkit.simulation.world;

import org.jspecify.annotations.NullMarked;
