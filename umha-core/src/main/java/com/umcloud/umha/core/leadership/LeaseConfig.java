package com.umcloud.umha.core.leadership;

import java.time.Duration;

/**
 * The lease between processors: section {@code [lease]}.
 *
 * @param holder {@code name}: this processor's name; the host's name and the process id if empty
 * @param duration {@code duration}: how long a lease holds without renewal
 * @param renewInterval {@code renew_interval}: how often it is renewed, at most a third of the duration
 */
public record LeaseConfig(String holder, Duration duration, Duration renewInterval) {}
