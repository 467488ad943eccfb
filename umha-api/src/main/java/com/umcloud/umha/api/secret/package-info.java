/** Values that must never be printed. */
@NullMarked
package com.umcloud.umha.api.secret;

import org.jspecify.annotations.NullMarked;
