/** The one way to Keystone and Nova: a connector under openstack4j, one token for all callers, answers that are checked. */
@NullMarked
package com.umcloud.umha.evacuators.nova.gateway;

import org.jspecify.annotations.NullMarked;
