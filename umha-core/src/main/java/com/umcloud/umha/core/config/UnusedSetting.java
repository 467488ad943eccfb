package com.umcloud.umha.core.config;

import com.umcloud.umha.core.config.problem.Origin;

/**
 * A key of Ceilometer that stands in a file and that UMHA does not need. Its value is not kept: it may be a password.
 *
 * @param section its section
 * @param key its name
 * @param origin file and line
 */
public record UnusedSetting(String section, String key, Origin origin) {}
