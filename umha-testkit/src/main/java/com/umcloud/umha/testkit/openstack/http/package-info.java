/** The HTTP server under the simulated services, with the faults that a test can order. */
@NullMarked
package com.umcloud.umha.testkit.openstack.http;

import org.jspecify.annotations.NullMarked;
