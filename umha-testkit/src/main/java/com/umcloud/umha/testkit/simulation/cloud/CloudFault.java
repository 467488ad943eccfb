package com.umcloud.umha.testkit.simulation.cloud;

import java.util.Set;

/** A way in which a call of the cloud goes wrong. */
public enum CloudFault {
    /** Nothing is done, and the caller cannot tell: a server error, a connection that is closed. */
    ERROR_WITHOUT_EFFECT,
    /** It is done, and the answer is lost. */
    ERROR_AFTER_EFFECT,
    /** The caller gives up, and it is done some time later. */
    LATE_EFFECT,
    /** A list as it was some time ago. */
    STALE_LIST,
    /** A list in which one instance is missing. */
    PARTIAL_LIST,
    /** Nobody gets a token: nothing is done, and the caller knows it. */
    KEYSTONE_DOWN,
    /** The controller reaches nobody. */
    CONTROLLER_CUT_OFF,
    /** What the controller asks for arrives, the answers do not. */
    ANSWERS_CUT_OFF;

    private static final Set<CloudCall> LISTS =
            Set.of(CloudCall.HOSTS, CloudCall.INSTANCES_ON, CloudCall.INSTANCES, CloudCall.MIGRATIONS_OF);

    /** Whether a single call can go wrong in this way; the last three befall all calls while they last. */
    public boolean strikes(CloudCall call) {
        return switch (this) {
            case ERROR_WITHOUT_EFFECT -> true;
            case ERROR_AFTER_EFFECT, LATE_EFFECT -> call.changes();
            case STALE_LIST -> LISTS.contains(call);
            case PARTIAL_LIST -> call == CloudCall.INSTANCES_ON;
            case KEYSTONE_DOWN, CONTROLLER_CUT_OFF, ANSWERS_CUT_OFF -> false;
        };
    }
}
