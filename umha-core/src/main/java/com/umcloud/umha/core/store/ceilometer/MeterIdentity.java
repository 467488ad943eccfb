package com.umcloud.umha.core.store.ceilometer;

import org.jspecify.annotations.Nullable;

/** What makes a row of {@code meter}. */
record MeterIdentity(
        String name, @Nullable String type, @Nullable String unit) {}
