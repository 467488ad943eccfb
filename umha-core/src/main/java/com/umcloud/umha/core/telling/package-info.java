/** Handing what was written to the outbox to the notifiers, until each of them has it. */
@NullMarked
package com.umcloud.umha.core.telling;

import org.jspecify.annotations.NullMarked;
