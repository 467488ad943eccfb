/** Last step on the data's way: what is told to people, and the outbox that owes it to them. */
@NullMarked
package com.umcloud.umha.core.telling;

import org.jspecify.annotations.NullMarked;
