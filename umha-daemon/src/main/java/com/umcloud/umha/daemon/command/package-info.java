/** The sub-commands of {@code umha}, one class each: options in, exit code out. */
@NullMarked
package com.umcloud.umha.daemon.command;

import org.jspecify.annotations.NullMarked;
