/** Proving that a host is off, first half: the plugin that offers the fence agents of this jar. */
@NullMarked
package com.umcloud.umha.fencing;

import org.jspecify.annotations.NullMarked;
