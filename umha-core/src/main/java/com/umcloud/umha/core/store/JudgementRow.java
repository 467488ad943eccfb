package com.umcloud.umha.core.store;

import java.time.Instant;
import java.util.Optional;

/**
 * The newest judgement of a host as it is kept.
 *
 * @param ruling what all gates together say
 * @param judgedAt when it was judged so, at most a minute before the newest judgement
 * @param document the whole judgement as JSON
 */
public record JudgementRow(
        String host, String ruling, Optional<String> incidentId, Instant judgedAt, String document) {}
