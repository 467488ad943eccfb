/** Ceilometer's own tables: samples written as its collector writes them, and expired as its expirer does. */
@NullMarked
package com.umcloud.umha.core.store.ceilometer;

import org.jspecify.annotations.NullMarked;
