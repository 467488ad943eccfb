package com.umcloud.umha.testkit.simulation.disaster;

import java.util.Locale;

/** Something that a simulation has to get into again and again, besides every kind of trouble and fault. */
enum Moment {
    TWO_PROCESSORS(200, "two processors, one of which acts"),
    THREE_PROCESSORS(200, "three processors, one of which acts"),
    TAKEOVER_DURING_RECOVERY(100, "another processor takes over while a host is being recovered"),
    ASYMMETRIC_PARTITION(
            100, "the processor that acts is cut off in one direction, or from one of its neighbours only"),
    CLOCK_JUMP(10, "the wall clock of the processor that acts is stepped by more than 30 s"),
    LONG_PAUSE(20, "the processor that acts stands still for longer than its lease"),
    UNKNOWN_COMMIT(300, "a step was written and its answer lost, or it is written late"),
    KILLED_BEFORE_COMMIT(10, "a processor is killed right before it writes a step"),
    KILLED_AFTER_COMMIT(10, "a processor is killed right after it has written a step"),
    KILLED_BEFORE_POWER_OFF(5, "a processor is killed right before it cuts a power"),
    KILLED_AFTER_POWER_OFF(5, "a processor is killed right after it has cut a power"),
    KILLED_BEFORE_ISOLATION(5, "a processor is killed right before it tells Nova that a host is dead"),
    KILLED_AFTER_ISOLATION(5, "a processor is killed right after it has told Nova that a host is dead"),
    KILLED_BEFORE_EVACUATION(5, "a processor is killed right before it asks for an evacuation"),
    KILLED_AFTER_EVACUATION(5, "a processor is killed right after it has asked for an evacuation"),
    KILLED_BEFORE_RESET(1, "a processor is killed right before it sets an instance to error"),
    KILLED_AFTER_RESET(1, "a processor is killed right after it has set an instance to error"),
    KILLED_BEFORE_STOP(1, "a processor is killed right before it stops an instance again"),
    KILLED_AFTER_STOP(1, "a processor is killed right after it has stopped an instance again"),
    KILLED_BEFORE_GIVE_BACK(3, "a processor is killed right before it gives a host back"),
    KILLED_AFTER_GIVE_BACK(3, "a processor is killed right after it has given a host back"),
    KILLED_BEFORE_MAIL(5, "a processor is killed right before it delivers a mail"),
    KILLED_AFTER_MAIL(5, "a processor is killed right after it has delivered a mail"),
    WRONG_BMC_OF_FAILED_HOST(20, "a host fails whose fence device is written down wrongly"),
    POWERED_ON_DURING_EVACUATION(20, "a host is switched on while an evacuation from it is under way"),
    HUNG_HOST_RESUMES(20, "a host that hung goes on after its incident was opened and before its power is cut"),
    CALL_LANDED_LATE(20, "Nova takes on an evacuation after the call for it was given up"),
    LIVE_MIGRATION_SOURCE_FAILED(20, "a host fails while a live migration away from it is under way"),
    LIVE_MIGRATION_DESTINATION_FAILED(5, "a host fails while a live migration to it is under way"),
    DESTINATION_FAILED(20, "a host fails while an evacuation to it is under way"),
    FAILED_IN_MAINTENANCE(20, "a host fails while it is in maintenance"),
    MAINTENANCE_OF_FAILED_HOST(20, "a host whose incident is open is taken into maintenance"),
    DISARMED_DURING_RECOVERY(20, "UMHA is disarmed while a host is being recovered"),
    FAILED_WHILE_DISARMED(20, "a host fails while UMHA is disarmed"),
    WORD_CONFIRMED_OFF(20, "an operator's word that a host is off is taken"),
    WORD_CONFIRMED_TOO_LATE(5, "an operator's word that a host is off is heard after it was switched on"),
    WORD_CANCELLED_UNCUT(10, "an incident is cancelled before the power was cut"),
    WORD_CANCELLED_CUT(20, "an incident is cancelled after the power was cut"),
    WORD_RELEASED(10, "an instance that is held is released"),
    WORD_ACKNOWLEDGED(5, "a host may be fenced again within its block period"),
    WORD_BREAKER(10, "hosts are fenced although many fail at once"),
    WORD_REFUSED(20, "an operator's word is refused"),
    WORD_HEARD_BY_SUCCESSOR(
            10, "an operator's word is heard by the successor of the processor that acted when it was said"),
    WORD_WITHDRAWN(20, "an operator's word is taken back because nobody has heard it");

    private final int minimum;
    private final String text;

    Moment(int minimum, String text) {
        this.minimum = minimum;
        this.text = text;
    }

    /** How often 1,000 seeds have to get into it at least. */
    int minimum() {
        return minimum;
    }

    /** What is so then, in one line. */
    String text() {
        return text;
    }

    /** Its name in the catalogue, such as {@code wrong-bmc-of-failed-host}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The processor is killed right before or after that. */
    static Moment killed(boolean before, Effect effect) {
        return valueOf((before ? "KILLED_BEFORE_" : "KILLED_AFTER_") + effect.name());
    }
}
