package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.Resources;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where an instance that fails again and again is sent next. */
class PlacingTest {
    private final Placing placing = Placing.of(500, Resources.NONE);

    @Test
    void whatFailedOnThreeHostsIsLeftToTheScheduler() {
        Placing failed = placing.failedOn("a").failedOn("b");
        assertThat(failed.isLeftToScheduler()).isFalse();
        failed = failed.sentTo(Optional.of("c")).refused();
        assertThat(failed.failed()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(failed.isLeftToScheduler()).isTrue();
    }

    @Test
    void whenTheSchedulersChoiceFailsAsWellTheOthersAreNamedAnew() {
        Placing again = placing.failedOn("a").failedOn("b").failedOn("c").failedOn("a");
        assertThat(again.failed()).containsExactly("a");
        assertThat(again.isLeftToScheduler()).isFalse();
    }
}
