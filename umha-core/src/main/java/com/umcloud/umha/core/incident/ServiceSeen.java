package com.umcloud.umha.core.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * What the cloud shows of the host's compute service.
 *
 * @param inService whether it is listed as enabled and not forced down; may be as old as the cloud's last answer
 * @param reportedAfter a time after which it certainly reported to the cloud; empty if no report was seen to come in
 */
public record ServiceSeen(boolean inService, Optional<Instant> reportedAfter) {}
