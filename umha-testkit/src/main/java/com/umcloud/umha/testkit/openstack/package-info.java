/** A simulated Keystone and Nova on loopback that speak the real HTTP protocols and obey Nova's own rules. */
@NullMarked
package com.umcloud.umha.testkit.openstack;

import org.jspecify.annotations.NullMarked;
