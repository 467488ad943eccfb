/** The fence agent {@code ipmi}: its settings, its memory of refused credentials, and what it makes of a BMC's answers. */
@NullMarked
package com.umcloud.umha.fencing.ipmi;

import org.jspecify.annotations.NullMarked;
