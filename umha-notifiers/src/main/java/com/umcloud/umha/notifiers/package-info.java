/** The notifiers that come with UMHA. */
@NullMarked
package com.umcloud.umha.notifiers;

import org.jspecify.annotations.NullMarked;
