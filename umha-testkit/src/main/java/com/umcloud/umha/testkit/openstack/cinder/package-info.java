/** A simulated Cinder: the volumes of the simulated instances. */
@NullMarked
package com.umcloud.umha.testkit.openstack.cinder;

import org.jspecify.annotations.NullMarked;
