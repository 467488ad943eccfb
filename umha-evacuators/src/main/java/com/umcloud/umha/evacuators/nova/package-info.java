/** The evacuator nova: reads hosts, instances and migrations, isolates a dead host and asks for evacuations. */
@NullMarked
package com.umcloud.umha.evacuators.nova;

import org.jspecify.annotations.NullMarked;
