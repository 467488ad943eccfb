/** The {@code umha} program: the way in from the command line. */
@NullMarked
package com.umcloud.umha.daemon;

import org.jspecify.annotations.NullMarked;
