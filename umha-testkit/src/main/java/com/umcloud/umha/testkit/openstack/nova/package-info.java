/** A simulated Nova: compute services, instances, evacuations and migrations by Nova's own rules, and its HTTP API. */
@NullMarked
package com.umcloud.umha.testkit.openstack.nova;

import org.jspecify.annotations.NullMarked;
