/** A simulated Placement: resource providers with their inventories and usages. */
@NullMarked
package com.umcloud.umha.testkit.openstack.placement;

import org.jspecify.annotations.NullMarked;
