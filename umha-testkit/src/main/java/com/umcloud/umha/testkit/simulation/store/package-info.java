/**
 * The database of a simulation: it outlives the processors that are connected to it, fails when it is told to, and shows
 * everything that was ever written. One thread uses it; no call takes virtual time.
 */
@NullMarked
package com.umcloud.umha.testkit.simulation.store;

import org.jspecify.annotations.NullMarked;
