/** Which instances of a failed host are evacuated, and in which order. Pure. */
@NullMarked
package com.umcloud.umha.core.selection;

import org.jspecify.annotations.NullMarked;
