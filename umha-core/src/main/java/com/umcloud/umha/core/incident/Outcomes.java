package com.umcloud.umha.core.incident;

/** Tells what became of instances. */
final class Outcomes {
    private Outcomes() {}

    /** Tells of one that is not going to be asked for, at least for now. */
    static void tellIfNotAsked(Draft draft, InstanceRecovery instance) {
        if (instance.state().isOver() || instance.state() == InstanceState.HELD) {
            tell(draft, instance);
        }
    }

    static void tell(Draft draft, InstanceRecovery instance) {
        draft.announce(
                AnnouncementKind.INSTANCE,
                instance.name() + " (" + instance.id() + ") "
                        + switch (instance.state()) {
                            case RECOVERED ->
                                "recovered on " + instance.destination().orElse("another host");
                            case EXCLUDED -> "is left where it is";
                            case GONE -> "is gone";
                            case HELD -> "is held";
                            case PENDING,
                                    REQUESTED,
                                    UNRESOLVED,
                                    RUNNING,
                                    VERIFYING,
                                    WAITING,
                                    TO_RESET,
                                    RESETTING,
                                    TO_STOP,
                                    STOPPING -> "goes on";
                        }
                        + (instance.detail().isEmpty() ? "" : ": " + instance.detail()));
    }

    /** The first time that nothing is left but waiting, the operator hears how it stands. */
    static void interim(Draft draft) {
        boolean moving = draft.instances.values().stream()
                .anyMatch(i -> i.state() == InstanceState.PENDING
                        || i.state() == InstanceState.RESETTING
                        || i.state().mayBeMoving());
        if (!moving && !draft.summaryTold) {
            draft.summaryTold = true;
            draft.announce(AnnouncementKind.INTERIM, howItStands(draft));
        }
    }

    private static String howItStands(Draft draft) {
        long held = draft.instances.values().stream()
                .filter(i -> i.state() == InstanceState.HELD)
                .count();
        long tried = draft.instances.values().stream()
                .filter(i -> !i.state().isOver() && i.state() != InstanceState.HELD)
                .count();
        int all = draft.instances.size();
        if (tried == 0) {
            return Counted.instancesOf(held, all) + (held == 1 ? " is held" : " are held");
        }
        return Counted.instancesOf(tried, all)
                + (tried == 1 ? " waits and is tried again" : " wait and are tried again")
                + (held == 0 ? "" : ", " + held + (held == 1 ? " is held" : " are held"));
    }
}
