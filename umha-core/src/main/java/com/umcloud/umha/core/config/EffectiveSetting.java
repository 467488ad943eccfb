package com.umcloud.umha.core.config;

/**
 * A setting as it counts, for people and for JSON.
 *
 * @param section its section
 * @param key its key
 * @param value its value, secrets masked; empty if it has none
 * @param origin {@code FILE:LINE}, {@code environment VARIABLE} or {@code default}
 * @param changed whether somebody set it
 */
public record EffectiveSetting(String section, String key, String value, String origin, boolean changed) {}
