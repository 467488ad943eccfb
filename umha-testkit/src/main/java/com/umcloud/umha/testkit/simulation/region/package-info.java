/** One region in virtual time: a site, its cloud, its database, its mailbox and the processors that look after it. */
@NullMarked
package com.umcloud.umha.testkit.simulation.region;

import org.jspecify.annotations.NullMarked;
