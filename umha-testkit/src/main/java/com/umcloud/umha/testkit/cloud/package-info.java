/** A whole simulated cloud: hosts, their instances, and the services that manage them. */
@NullMarked
package com.umcloud.umha.testkit.cloud;

import org.jspecify.annotations.NullMarked;
