package com.umcloud.umha.core.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelfDoubtTest {
    private static SelfDoubt view(int hosts, int unheard, int inService, int silent, boolean network) {
        return new SelfDoubt(
                true, Optional.empty(), Duration.ZERO, hosts, unheard, inService, silent, network, true, true);
    }

    @Test
    void oneSilentHostIsTheHostsFault() {
        assertThat(view(4, 1, 4, 1, true).reason()).isEmpty();
        assertThat(view(2, 1, 2, 1, true).reason()).isEmpty();
    }

    @Test
    void mostHostsSilentAtOnceIsTheObserversFault() {
        assertThat(view(4, 3, 4, 3, true).reason()).contains("3 of 4 hosts are silent at once");
        assertThat(view(4, 2, 4, 2, true).reason()).isEmpty();
    }

    @Test
    void hostsOutOfServiceAreNotCounted() {
        assertThat(view(10, 9, 2, 1, true).reason()).isEmpty();
    }

    @Test
    void nobodyHeardIsTheObserversFault() {
        assertThat(view(3, 3, 3, 0, true).reason()).contains("no host at all was heard in the interval");
    }

    @Test
    void aSilentHostBehindABrokenNetworkSaysNothing() {
        assertThat(view(4, 1, 4, 1, false).reason()).isPresent();
        assertThat(view(4, 1, 4, 0, false).reason()).isEmpty();
    }

    @Test
    void withoutCloudDatabaseProbesOrAnySampleNothingIsBelieved() {
        Optional<String> none = Optional.empty();
        assertThat(new SelfDoubt(false, none, Duration.ZERO, 4, 0, 4, 0, true, true, true).reason())
                .isPresent();
        assertThat(new SelfDoubt(true, Optional.of("away"), Duration.ZERO, 4, 0, 4, 0, true, true, true).reason())
                .contains("away");
        assertThat(new SelfDoubt(true, none, Duration.ZERO, 4, 1, 4, 0, true, false, true).reason())
                .isPresent();
        assertThat(new SelfDoubt(true, none, Duration.ZERO, 4, 0, 4, 0, true, true, false).reason())
                .isPresent();
        assertThat(new SelfDoubt(true, none, Duration.ofSeconds(66), 4, 0, 4, 0, true, true, true).reason())
                .contains("this processor stood still for 66 s: what it has heard since then may be as old");
    }
}
