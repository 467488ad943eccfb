package com.umcloud.umha.testkit.simulation.disaster;

/** Told what processors do, in the middle of their calls: whoever kills one there ends the call by throwing. Used by one thread. */
interface ProcessorListener {
    /** It is about to do it; if this throws it is not done. */
    default void before(String controller, Effect effect, String subject) {}

    /** It was done, or failed; if this throws the answer does not arrive. */
    default void after(String controller, Effect effect, String subject) {}

    /** It has read what holds of all that operators have said. */
    default void readOrders(String controller) {}
}
