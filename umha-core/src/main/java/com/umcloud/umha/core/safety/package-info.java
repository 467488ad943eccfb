/** May we act at all? Gates between a judgement and anything that changes the world. Pure: no clock, thread, socket or SQL. */
@NullMarked
package com.umcloud.umha.core.safety;

import org.jspecify.annotations.NullMarked;
