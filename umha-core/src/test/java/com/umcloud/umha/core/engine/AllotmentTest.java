package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.incident.Incident;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose turn it is when there are more instances than slots. */
class AllotmentTest {
    private final AllotmentGround ground = new AllotmentGround(3);

    @Test
    void everybodyIsAskedForWhileThereAreSlots() {
        Incident one = ground.evacuating("node-1").with("a", 500).with("b", 500).ready();
        assertThat(ground.allotted(one, one)).contains(Set.of("a", "b"));
        AllotmentGround wide = new AllotmentGround(64);
        Incident alone = wide.evacuating("node-1").with("a", 500).with("b", 500).ready();
        assertThat(wide.allotted(alone, alone)).isEmpty();
    }

    @Test
    void whatIsOnlyBeingListedGetsNoMoreThanTheSlotsThatAreLeft() {
        Incident one = ground.evacuating("node-1").running("a").running("b").ready();
        Incident listing = ground.evacuating("node-2").ready();
        assertThat(ground.allotted(listing, one, listing)).contains(Set.of());
    }

    @Test
    void theMostImportantOfAllHostsComeFirst() {
        Incident one = ground.evacuating("node-1")
                .with("a", 500)
                .with("b", 900)
                .with("c", 100)
                .ready();
        Incident two = ground.evacuating("node-2").with("d", 800).with("e", 400).ready();

        assertThat(ground.allotted(one, one, two)).contains(Set.of("a", "b"));
        assertThat(ground.allotted(two, one, two)).contains(Set.of("d"));
    }

    @Test
    void whatIsUnderWayTakesSlots() {
        Incident one = ground.evacuating("node-1")
                .running("a")
                .running("b")
                .with("c", 500)
                .ready();
        Incident two = ground.evacuating("node-2").with("d", 800).ready();

        assertThat(ground.allotted(one, one, two)).contains(Set.of());
        assertThat(ground.allotted(two, one, two)).contains(Set.of("d"));
    }

    @Test
    void aHostThatCannotAskKeepsNobodyBack() {
        Incident one = ground.evacuating("node-1")
                .with("a", 500)
                .with("b", 500)
                .with("c", 500)
                .ready();
        Incident stuck = ground.evacuating("node-2").with("d", 1000).unproven();

        assertThat(ground.allotted(one, one, stuck)).contains(Set.of("a", "b", "c"));
    }

    @Test
    void aHostWhosePowerHasToBeReadAgainKeepsItsPlace() {
        Incident one = ground.evacuating("node-1")
                .with("a", 500)
                .with("b", 500)
                .with("c", 500)
                .ready();
        Incident stale =
                ground.evacuating("node-2").with("d", 1000).with("e", 100).stale();

        assertThat(ground.allotted(one, one, stale)).contains(Set.of("a", "b"));
        assertThat(ground.allotted(stale, one, stale)).contains(Set.of("d"));
    }

    @Test
    void aHostWhosePowerCouldNotBeReadKeepsNobodyBackAndIsReadAgain() {
        Incident one = ground.evacuating("node-1")
                .with("a", 500)
                .with("b", 500)
                .with("c", 500)
                .ready();
        Incident unreadable = ground.evacuating("node-2").with("d", 1000).unreadable();

        assertThat(ground.allotted(one, one, unreadable)).contains(Set.of("a", "b", "c"));
        assertThat(ground.allotted(unreadable, one, unreadable)).contains(Set.of("d"));
    }
}
