/** From observations to a judgement of one host: valves over windows. Pure: no clock, thread, socket or SQL. */
@NullMarked
package com.umcloud.umha.core.assessment;

import org.jspecify.annotations.NullMarked;
