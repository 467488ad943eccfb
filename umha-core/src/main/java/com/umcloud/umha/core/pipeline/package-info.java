/** From meters to publishers: Ceilometer's pipeline file says which meter is measured how often and where its samples go. */
@NullMarked
package com.umcloud.umha.core.pipeline;

import org.jspecify.annotations.NullMarked;
