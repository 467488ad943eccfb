package com.umcloud.umha.core.store.ceilometer;

/** How many rows the expirer removed. */
public record ExpiryReport(long samples, long meters, long resources) {}
