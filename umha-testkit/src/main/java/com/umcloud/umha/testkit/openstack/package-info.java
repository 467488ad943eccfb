/** A simulated OpenStack on loopback: its services speak the real HTTP protocols and obey their own rules. */
@NullMarked
package com.umcloud.umha.testkit.openstack;

import org.jspecify.annotations.NullMarked;
