/** Where instances go, and whether there is room for them. Pure. */
@NullMarked
package com.umcloud.umha.core.placement;

import org.jspecify.annotations.NullMarked;
