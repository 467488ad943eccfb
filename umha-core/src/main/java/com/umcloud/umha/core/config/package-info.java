/** From the operator's files to one checked configuration: merging, substitution, validation, typed records, and the effective view of it all. */
@NullMarked
package com.umcloud.umha.core.config;

import org.jspecify.annotations.NullMarked;
