/** The demonstration: a simulated cloud, the real programs, an outage, and what becomes of it. */
@NullMarked
package com.umcloud.umha.daemon.demo;

import org.jspecify.annotations.NullMarked;
