/** Files in oslo.config's form, read entry by entry with the place of each. */
@NullMarked
package com.umcloud.umha.core.config.ini;

import org.jspecify.annotations.NullMarked;
