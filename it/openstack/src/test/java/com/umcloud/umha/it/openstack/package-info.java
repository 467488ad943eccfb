/** UMHA, as it is shipped, against a real Keystone, Nova and BMCs. */
@NullMarked
package com.umcloud.umha.it.openstack;

import org.jspecify.annotations.NullMarked;
