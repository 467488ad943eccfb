/** What is wrong in a file of the operator's, where, and what to do about it: gathered first, told all at once. */
@NullMarked
package com.umcloud.umha.core.config.problem;

import org.jspecify.annotations.NullMarked;
