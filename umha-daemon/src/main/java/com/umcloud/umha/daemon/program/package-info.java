/** Assembles the long-running programs (agent, collector, processing) from the configuration and the plugins. */
@NullMarked
package com.umcloud.umha.daemon.program;

import org.jspecify.annotations.NullMarked;
