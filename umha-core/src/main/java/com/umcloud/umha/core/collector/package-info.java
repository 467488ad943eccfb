/** The collector: receives datagrams, tells the listeners of every sample at once, and writes samples to the store in batches. */
@NullMarked
package com.umcloud.umha.core.collector;

import org.jspecify.annotations.NullMarked;
