/** The bytes of IPMI over LAN: RMCP and session headers, messages, and the payloads that open an RMCP+ session. */
@NullMarked
package com.umcloud.umha.fencing.ipmi.packet;

import org.jspecify.annotations.NullMarked;
