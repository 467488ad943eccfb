/** The time that waits and deadlines are measured in: it never steps, whatever happens to the machine's clock. */
@NullMarked
package com.umcloud.umha.core.time;

import org.jspecify.annotations.NullMarked;
