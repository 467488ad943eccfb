/** What a test can say about the simulated OpenStack before it starts. */
@NullMarked
package com.umcloud.umha.testkit.openstack.settings;

import org.jspecify.annotations.NullMarked;
