package com.umcloud.umha.core.agent;

/**
 * What became of one meter's runs since the agent started.
 *
 * @param meter its name
 * @param runs runs that were begun
 * @param failures runs that ended with an exception
 * @param overruns runs that were not back in time and whose result was dropped
 * @param missed runs that were not begun because an earlier one was still under way, or the machine was too slow
 * @param measurements measurements that were handed to at least one publisher
 */
public record MeterStatistics(String meter, long runs, long failures, long overruns, long missed, long measurements) {}
