package com.umcloud.umha.it.openstack.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTest {
    @Test
    void nothingIsIdleWhereAllAreAskedForAtOnce() {
        assertThat(Slots.of(List.of(use(1, 9), use(1, 5)), 16)).isEqualTo(new Slots(0, 0));
        assertThat(Slots.of(List.of(), 16)).isEqualTo(new Slots(0, 0));
    }

    @Test
    void aSlotIsIdleFromTheEndOfOneUntilTheNextIsAskedFor() {
        // two slots, ten seconds of work: one of them is empty from 4 to 5 and from 8 to 10
        Slots slots = Slots.of(List.of(use(0, 4), use(0, 8), use(5, 12), use(10, 20)), 2);

        assertThat(slots.idle()).isCloseTo(3 / 20.0, within(1e-9));
        assertThat(slots.anyIdle()).isCloseTo(3 / 10.0, within(1e-9));
    }

    @Test
    void twoEmptySlotsCountTwice() {
        Slots slots = Slots.of(List.of(use(0, 5), use(0, 5), use(10, 12)), 2);

        assertThat(slots.idle()).isCloseTo(10 / 20.0, within(1e-9));
        assertThat(slots.anyIdle()).isCloseTo(5 / 10.0, within(1e-9));
    }

    @Test
    void whatHappensAfterTheLastWasAskedForDoesNotCount() {
        assertThat(Slots.of(List.of(use(0, 10), use(10, 1000)), 1)).isEqualTo(new Slots(0, 0));
    }

    private static Slots.Use use(long asked, long active) {
        return new Slots.Use(Instant.ofEpochSecond(asked), Instant.ofEpochSecond(active));
    }
}
