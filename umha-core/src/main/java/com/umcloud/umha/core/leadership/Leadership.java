package com.umcloud.umha.core.leadership;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether this processor may act now. Asked by the engine's and the commands' threads; never blocks. */
public interface Leadership {
    /** The epoch under which this processor acts; empty if it does not. */
    OptionalLong epoch();

    /** For how long it certainly may act without hearing more; zero if it may not. */
    Duration remaining();

    /**
     * Why the lease cannot be read or taken, once that has lasted for so long that somebody would hold it otherwise and nobody is
     * known to; empty before, and where it is left to the holder to tell.
     */
    default Optional<String> orphaned() {
        return Optional.empty();
    }
}
