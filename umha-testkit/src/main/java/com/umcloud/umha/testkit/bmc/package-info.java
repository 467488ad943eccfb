/** A BMC that switches a simulated host's power: IPMI 2.0 over LAN with all the faults that BMCs have. */
@NullMarked
package com.umcloud.umha.testkit.bmc;

import org.jspecify.annotations.NullMarked;
