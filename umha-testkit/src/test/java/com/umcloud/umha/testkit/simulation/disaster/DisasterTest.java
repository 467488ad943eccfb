package com.umcloud.umha.testkit.simulation.disaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The random simulation: the same again for the same seed, quiet where nothing happens. That it can fail is shown by {@link MutationTest}. */
class DisasterTest {
    private static final DisasterOptions USUAL = DisasterOptions.usual();

    @Test
    void theSameSeedTellsTheSameStory() {
        for (long seed = 1; seed <= 5; seed++) {
            DisasterResult first = new Disaster(seed, USUAL).run();
            DisasterResult again = new Disaster(seed, USUAL).run();
            assertThat(again.story()).isEqualTo(first.story());
            assertThat(again.violations()).isEqualTo(first.violations());
            assertThat(again.coverage().steps()).isEqualTo(first.coverage().steps());
        }
    }

    @Test
    void whereNothingHappensNothingIsDone() {
        DisasterResult result = new Disaster(1, USUAL.withTroubles(EnumSet.noneOf(Trouble.class))).run();
        assertThat(result.violations()).isEmpty();
        assertThat(result.coverage().evacuations()).isZero();
        assertThat(result.coverage().transitions().values()).containsOnly(0);
    }

    /** Among them one in which a host that is being recovered is taken into maintenance while others wait for its place. */
    @Test
    void operatorsAndKilledProcessorsLeaveNothingBehind() throws InterruptedException {
        Set<Trouble> troubles = EnumSet.range(Trouble.OPERATOR_CONFIRMS_OFF, Trouble.BREAKER_ALLOWED);
        troubles.addAll(Set.of(Trouble.POWER_LOST, Trouble.HOST_HANGS, Trouble.PROCESSOR_KILLED_AT_EFFECT));
        Simulator.Outcome outcome = new Simulator(USUAL.withTroubles(troubles), 1).run(1, 10, 1, result -> {});
        assertThat(outcome.failed()).isEmpty();
        assertThat(outcome.coverage().outcomes()).containsKey("RECOVERED");
    }

    @Test
    void hostsThatLoseTheirPowerAreRecovered() throws InterruptedException {
        Simulator.Outcome outcome =
                new Simulator(USUAL.withTroubles(Set.of(Trouble.POWER_LOST)), 1).run(1, 20, 1, result -> {});
        assertThat(outcome.failed()).isEmpty();
        assertThat(outcome.coverage().outcomes()).containsKey("RECOVERED");
    }
}
