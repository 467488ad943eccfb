package com.umcloud.umha.testkit.openstack.nova;

import java.time.Instant;

/** Something that Nova does in steps; guarded by the lock of {@link NovaState}. */
interface Underway {
    /** When the next step is due; {@link Instant#MAX} while it waits for somebody. */
    Instant dueAt();

    /** The next step happens, at the moment at which it was due. */
    void step(NovaState nova, Instant at);
}
