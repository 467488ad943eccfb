/** UMHA itself in virtual time: the real lease, observer, judge, engine and outbox of one controller, which can be killed. */
@NullMarked
package com.umcloud.umha.testkit.simulation.processor;

import org.jspecify.annotations.NullMarked;
