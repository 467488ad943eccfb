package com.umcloud.umha.core.store;

/**
 * The one row that says which processor acts.
 *
 * @param epoch grows with every change of the holder
 * @param counter grows with every renewal
 * @param holder name of the processor; empty text if released
 */
public record LeaseRow(long epoch, long counter, String holder) {}
