/** The thin shell around the pure core: one thread that writes down what was decided, has it done, and hears the answers. */
@NullMarked
package com.umcloud.umha.core.engine;

import org.jspecify.annotations.NullMarked;
