/** The meters that come with UMHA, offered to the agent as one plugin. */
@NullMarked
package com.umcloud.umha.meters;

import org.jspecify.annotations.NullMarked;
