/** A simulated Keystone: version documents, password logins, tokens that expire, the catalogue. */
@NullMarked
package com.umcloud.umha.testkit.openstack.keystone;

import org.jspecify.annotations.NullMarked;
