package com.umcloud.umha.core.observation;

import java.util.Optional;

/** Whether an observer has reason to doubt its own view rather than the hosts. Pure. */
final class SelfDoubt {
    private SelfDoubt() {}

    /**
     * Why the view cannot be trusted; empty if it can.
     *
     * @param hosts how many are watched
     * @param unheard how many sent no sample in the interval
     * @param silent how many gave no sign of life at all
     * @param networkWorks whether another host and a storage server were reached, or nobody had to be probed
     * @param everHeard whether any host was ever heard since the start
     */
    static Optional<String> of(
            boolean cloudAnswers,
            boolean databaseAnswers,
            int hosts,
            int unheard,
            int silent,
            boolean networkWorks,
            boolean everHeard) {
        if (!cloudAnswers) {
            return Optional.of("the cloud does not answer");
        }
        if (!databaseAnswers) {
            return Optional.of("the database does not answer");
        }
        if (!everHeard) {
            return Optional.of("no sample was heard from anyone since the start");
        }
        if (hosts > 0 && unheard == hosts) {
            return Optional.of("no host at all was heard in the interval");
        }
        if (silent > 1 && silent * 2 > hosts) {
            return Optional.of(silent + " of " + hosts + " hosts are silent at once");
        }
        if (silent > 0 && !networkWorks) {
            return Optional.of(
                    "this controller reaches neither other hosts nor a storage server on the storage network");
        }
        return Optional.empty();
    }
}
