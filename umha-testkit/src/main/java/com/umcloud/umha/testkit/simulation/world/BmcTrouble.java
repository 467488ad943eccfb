package com.umcloud.umha.testkit.simulation.world;

import java.util.Locale;

/** One thing that a BMC does wrong for as long as it is set; named as {@link com.umcloud.umha.testkit.bmc.BmcFault} names it. */
public enum BmcTrouble {
    /** Hears nothing and answers nothing. */
    UNREACHABLE,
    /** Accepts to switch power off and does not do it. */
    STUCK,
    /** Accepts to switch power off and does it later; see {@link HostBmc#offAfter}. */
    SLOW_OFF,
    /** Every command is refused. */
    REFUSE_CONTROL,
    /** Commands are carried out and never answered. */
    LOSE_CONTROL_ANSWERS,
    /** Commands are neither carried out nor answered. */
    LOSE_CONTROL,
    /** The password is refused, whatever it is. */
    WRONG_PASSWORD,
    /** The power state is answered with something that makes no sense. */
    BAD_ANSWER,
    /** The fence agent throws on whatever the BMC sends. */
    BREAK_AGENT,
    /** The system's UUID cannot be read. */
    HIDE_UUID;

    /** Its name in {@link FaultCounts}, such as {@code bmc-stuck}. */
    public String label() {
        return "bmc-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
