/** The machines of the simulated cloud: what has power, a network and a kernel that can panic. */
@NullMarked
package com.umcloud.umha.testkit.host;

import org.jspecify.annotations.NullMarked;
