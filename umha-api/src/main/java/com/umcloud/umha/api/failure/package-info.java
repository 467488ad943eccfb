/** The one family of exceptions that UMHA and its plugins throw, each with a type and a remedy. */
@NullMarked
package com.umcloud.umha.api.failure;

import org.jspecify.annotations.NullMarked;
