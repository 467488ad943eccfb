package com.umcloud.umha.api.evacuate;

/** Why an instance moves from one host to another. */
public enum MigrationType {
    EVACUATION,
    LIVE_MIGRATION,
    MIGRATION,
    RESIZE
}
