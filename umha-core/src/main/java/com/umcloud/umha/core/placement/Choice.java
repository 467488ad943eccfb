package com.umcloud.umha.core.placement;

/** Where the next instance goes. */
public sealed interface Choice {
    /** To this host; the cloud may still refuse it, and then its scheduler is asked. */
    record Named(String host) implements Choice {}

    /** Wherever the cloud's scheduler wants. */
    record Scheduler() implements Choice {}

    /** Nowhere yet: every host that may be named has as many evacuations on their way to it as it may have. */
    record Wait() implements Choice {}
}
