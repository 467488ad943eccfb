/** The mail server of the simulated cloud: keeps what it is sent, and refuses, stalls or vanishes when told to. */
@NullMarked
package com.umcloud.umha.testkit.mail;

import org.jspecify.annotations.NullMarked;
