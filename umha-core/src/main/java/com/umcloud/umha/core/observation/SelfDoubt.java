package com.umcloud.umha.core.observation;

import java.time.Duration;
import java.util.Optional;

/**
 * What an observer knows of its own view, and whether it has reason to doubt that rather than the hosts. Pure.
 *
 * @param cloudAnswers whether the cloud listed its hosts
 * @param databaseTrouble why the database could not be read; empty if it could
 * @param stoodStill for how long this processor stood still before, while samples waited that are old by now; zero if it did not
 * @param hosts how many hosts are watched, whatever their state
 * @param unheard how many of them sent no sample in the interval
 * @param inService how many are in service: enabled in the cloud and not powered off by UMHA itself
 * @param silent how many of those in service gave no sign of life at all
 * @param networkWorks whether another host, and a storage server where they are listed, were reached, or nobody had to be
 *     probed
 * @param probesWork whether this machine could probe, or nobody had to be probed
 * @param everHeard whether any host was ever heard since the start
 */
record SelfDoubt(
        boolean cloudAnswers,
        Optional<String> databaseTrouble,
        Duration stoodStill,
        int hosts,
        int unheard,
        int inService,
        int silent,
        boolean networkWorks,
        boolean probesWork,
        boolean everHeard) {

    /** Why the view cannot be trusted; empty if it can. */
    Optional<String> reason() {
        if (databaseTrouble.isPresent()) {
            return databaseTrouble;
        }
        if (!cloudAnswers) {
            return Optional.of("the cloud does not answer");
        }
        if (!stoodStill.isZero()) {
            return Optional.of("this processor stood still for " + stoodStill.toSeconds()
                    + " s: what it has heard since then may be as old");
        }
        if (!everHeard) {
            return Optional.of(
                    "no sample with a valid signature was heard from anyone since the start: look at the agents,"
                            + " the way from them to here, and telemetry_secret, which has to be the same everywhere");
        }
        if (hosts > 0 && unheard == hosts) {
            return Optional.of("no host at all was heard in the interval");
        }
        if (silent > 1 && silent * 2 > inService) {
            return Optional.of(silent + " of " + inService + " hosts are silent at once");
        }
        if (!probesWork) {
            return Optional.of("this controller cannot probe at all");
        }
        if (silent > 0 && !networkWorks) {
            return Optional.of(
                    "this controller does not reach other hosts or the storage servers on the storage network");
        }
        return Optional.empty();
    }
}
