package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.observation.HeardHost;
import com.umcloud.umha.core.observation.HeardHost.MeterValue;
import com.umcloud.umha.core.observation.ObservedMeters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether a host still has to be fenced, right before it is. */
class LastLookTest {
    private static final Instant SINCE = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant NOW = SINCE.plusSeconds(5);
    private static final Instant LONG_AGO = SINCE.minusSeconds(60);

    private static Optional<String> over(Optional<HeardHost> heard, boolean answers, Fault... faults) {
        return new LastLook(heard, answers, SINCE).over(List.of(faults));
    }

    private static Optional<HeardHost> said(String meter, double volume, Instant at) {
        return Optional.of(new HeardHost(at, Map.of(meter, new MeterValue(volume, at)), Optional.empty()));
    }

    @Test
    void aHostOfWhichNothingIsSeenIsFencedForWhatever() {
        for (Fault fault : Fault.values()) {
            assertThat(over(Optional.empty(), false, fault)).as("%s", fault).isEmpty();
        }
    }

    @Test
    void aHostThatAnswersProbesAndHasLostItsStorageIsFencedAllTheSame() {
        Optional<HeardHost> lost = said(ObservedMeters.STORAGE_CONNECTIVITY, 0, NOW);
        assertThat(over(lost, true, Fault.STORAGE_LOST)).isEmpty();
        assertThat(over(lost, true, Fault.STORAGE_LOST, Fault.PANICKED)).isEmpty();
        assertThat(over(lost, true, Fault.PANICKED)).isPresent();
    }

    @Test
    void whatItSaidLastOfItsStorageCountsHoweverLongAgo() {
        assertThat(over(said(ObservedMeters.STORAGE_CONNECTIVITY, 0, LONG_AGO), true, Fault.STORAGE_LOST))
                .isEmpty();
    }

    @Test
    void aHostThatHasSaidThatItReachesItsStorageIsLeftAlone() {
        assertThat(over(said(ObservedMeters.STORAGE_CONNECTIVITY, 1, NOW), false, Fault.STORAGE_LOST))
                .contains("its agent said that storage_connectivity is good");
        assertThat(over(said(ObservedMeters.STORAGE_CONNECTIVITY, 1, LONG_AGO), false, Fault.STORAGE_LOST))
                .isEmpty();
    }

    @Test
    void aHostThatWasUnreachableAndAnswersIsLeftAlone() {
        assertThat(over(said(ObservedMeters.STORAGE_CONNECTIVITY, 1, LONG_AGO), true, Fault.STORAGE_LOST))
                .contains("its storage address answered");
    }

    @Test
    void aHostThatWasSilentOrOffAndGivesASignOfLifeIsLeftAlone() {
        Optional<HeardHost> heard = said("cpu", 1, NOW);
        assertThat(over(heard, false, Fault.PANICKED)).contains("a sample of its agent was heard");
        assertThat(over(heard, false, Fault.POWERED_OFF)).contains("a sample of its agent was heard");
        assertThat(over(said("cpu", 1, SINCE), false, Fault.PANICKED)).isEmpty();
    }

    @Test
    void aMeterIsGoodAgainOnlyIfItSaysSo() {
        assertThat(over(said(ObservedMeters.BUSINESS_CONNECTIVITY, 1, NOW), true, Fault.BUSINESS_LOST))
                .isPresent();
        assertThat(over(said(ObservedMeters.BUSINESS_CONNECTIVITY, 0, NOW), true, Fault.BUSINESS_LOST))
                .isEmpty();
        assertThat(over(said(ObservedMeters.BUSINESS_CONNECTIVITY, 1, NOW), true, Fault.PATH_LOST))
                .isEmpty();
    }

    @Test
    void allThatItIsFencedForHasToBeOver() {
        Optional<HeardHost> good = said(ObservedMeters.STORAGE_CONNECTIVITY, 1, NOW);
        assertThat(over(good, false, Fault.STORAGE_LOST, Fault.PANICKED))
                .contains("a sample of its agent was heard and its agent said that storage_connectivity is good");
        assertThat(over(good, true, Fault.STORAGE_LOST, Fault.PATH_LOST)).isEmpty();
        assertThat(over(good, true)).isEmpty();
    }
}
