/**
 * Disasters in virtual time: the real observer, judge and engine against a simulated site. {@code time} lets things happen in
 * order, {@code world} is the site with its hosts, BMCs and networks, {@code cloud} and {@code store} are what a processor talks
 * to, {@code processor} is UMHA itself.
 */
@NullMarked
package com.umcloud.umha.testkit.simulation;

import org.jspecify.annotations.NullMarked;
