/** What the processor has seen of each host and what each gate said to it, since when: written for commands to explain. */
@NullMarked
package com.umcloud.umha.core.judgement;

import org.jspecify.annotations.NullMarked;
