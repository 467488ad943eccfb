/** The operator's text files as numbered lines, whatever bytes they really hold. */
@NullMarked
package com.umcloud.umha.core.config.text;

import org.jspecify.annotations.NullMarked;
