/** The evacuators that come with UMHA, offered to the program as one plugin. */
@NullMarked
package com.umcloud.umha.evacuators;

import org.jspecify.annotations.NullMarked;
