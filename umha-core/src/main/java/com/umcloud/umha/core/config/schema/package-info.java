/** What may be configured: every known section and key with its type, range, default and meaning. */
@NullMarked
package com.umcloud.umha.core.config.schema;

import org.jspecify.annotations.NullMarked;
