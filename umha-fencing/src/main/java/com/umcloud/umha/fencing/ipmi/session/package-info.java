/** A conversation with one BMC: a UDP socket, the RMCP+ handshake, its keys, and commands inside the session. */
@NullMarked
package com.umcloud.umha.fencing.ipmi.session;

import org.jspecify.annotations.NullMarked;
