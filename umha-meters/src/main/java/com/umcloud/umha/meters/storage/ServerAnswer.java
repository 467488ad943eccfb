package com.umcloud.umha.meters.storage;

import com.umcloud.umha.api.reachability.Reachability;
import java.util.Optional;

/**
 * What became of asking one storage server.
 *
 * @param reachability how it answered; empty if it could not be asked
 * @param failure why it could not be asked; empty if it could
 */
record ServerAnswer(String server, Optional<Reachability> reachability, Optional<RuntimeException> failure) {
    static ServerAnswer of(String server, Reachability reachability) {
        return new ServerAnswer(server, Optional.of(reachability), Optional.empty());
    }

    static ServerAnswer failed(String server, RuntimeException failure) {
        return new ServerAnswer(server, Optional.empty(), Optional.of(failure));
    }

    /** Whether it answered often enough; a server that never answered does not, whatever loss is allowed. */
    boolean answers(double lossRatio) {
        return reachability
                .filter(each -> each.answers() && each.lossRatio() <= lossRatio)
                .isPresent();
    }

    @Override
    public String toString() {
        return server + ": "
                + reachability
                        .map(each -> each.answered() + " of " + each.sent() + " answered")
                        .orElse("could not be asked");
    }
}
