package com.umcloud.umha.core.store;

import com.umcloud.umha.api.notify.Severity;
import java.time.Instant;
import java.util.Optional;

/** One line of {@code umha_log}: what was seen, decided or done. */
public record LogRow(
        Instant at,
        Severity severity,
        Optional<String> host,
        Optional<String> incidentId,
        String kind,
        String message) {}
