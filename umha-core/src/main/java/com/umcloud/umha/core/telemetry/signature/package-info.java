/** Ceilometer's signature of a message: the text that is signed, in the dialects of Python 2 and 3, and its HMAC. */
@NullMarked
package com.umcloud.umha.core.telemetry.signature;

import org.jspecify.annotations.NullMarked;
