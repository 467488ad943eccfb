package com.umcloud.umha.testkit.simulation.world;

import java.util.Locale;

/** What may go wrong at a site, besides what BMCs do wrong ({@link BmcTrouble}). */
public enum SiteFault {
    HOST_LOST_POWER,
    RACK_LOST_POWER,
    /** A BMC has lost the power feed that it shares with its host. */
    BMC_WITHOUT_FEED,
    HOST_REBOOTED,
    HOST_SWITCHED_OFF_BY_HAND,
    HOST_SWITCHED_ON_BY_HAND,
    HOST_HUNG,
    HOST_RESUMED,
    HOST_LOST_STORAGE,
    HOST_LOST_MANAGEMENT,
    STORAGE_NETWORK_DOWN,
    MANAGEMENT_NETWORK_DOWN,
    STORAGE_SERVER_DOWN,
    PING_FILTERED,
    PACKETS_LOST,
    SAMPLES_DELAYED,
    SAMPLES_DOUBLED,
    SAMPLES_REPLAYED,
    SAMPLE_FORGED,
    AGENT_STOPPED,
    AGENT_CLOCK_STEPPED,
    CONTROLLER_ISOLATED,
    CONTROLLER_DEAF,
    CONTROLLER_PINGS_IN_VAIN,
    CONTROLLER_CANNOT_PROBE,
    CONTROLLER_CUT_FROM_BMCS,
    CONTROLLER_CLOCK_STEPPED,
    DEVICES_SWAPPED,
    STORAGE_ADDRESS_MISTYPED;

    /** Its name in {@link FaultCounts}, such as {@code host-lost-power}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
