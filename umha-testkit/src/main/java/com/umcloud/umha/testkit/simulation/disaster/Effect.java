package com.umcloud.umha.testkit.simulation.disaster;

import java.util.Locale;

/** What a processor does to the world, besides writing into its database. */
enum Effect {
    POWER_OFF,
    ISOLATION,
    EVACUATION,
    RESET,
    STOP,
    GIVE_BACK,
    MAIL;

    /** Its name in a story. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
