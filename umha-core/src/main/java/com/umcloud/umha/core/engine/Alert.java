package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.notify.Severity;
import java.util.Optional;

/**
 * Something to tell that belongs to no incident.
 *
 * @param kind the stable word for programs
 * @param title one line
 * @param body plain text
 */
record Alert(String kind, Severity severity, Optional<String> host, String title, String body) {}
