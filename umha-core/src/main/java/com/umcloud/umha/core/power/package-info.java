/** The fence devices of all hosts, asked one call at a time each. */
@NullMarked
package com.umcloud.umha.core.power;

import org.jspecify.annotations.NullMarked;
