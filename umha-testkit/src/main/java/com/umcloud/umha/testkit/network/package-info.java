/** The storage network of the simulated cloud, on loopback addresses: what answers there while it is up. */
@NullMarked
package com.umcloud.umha.testkit.network;

import org.jspecify.annotations.NullMarked;
