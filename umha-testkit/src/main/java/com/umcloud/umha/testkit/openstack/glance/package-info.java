/** A simulated Glance: images with their properties and tags. */
@NullMarked
package com.umcloud.umha.testkit.openstack.glance;

import org.jspecify.annotations.NullMarked;
