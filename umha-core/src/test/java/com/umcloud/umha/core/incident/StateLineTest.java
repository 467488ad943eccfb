package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateLineTest {
    @Test
    void whatWasWrittenIsReadAgain() {
        for (StateChange<IncidentState> change : IncidentTransitions.all()) {
            StateLine line = new StateLine(change.from(), change.to());
            assertThat(StateLine.read(line.message(change.cause()))).isEqualTo(line);
            assertThat(StateLine.read(line.message("it reads: on -> off"))).isEqualTo(line);
            assertThat(StateLine.read(line.message(""))).isEqualTo(line);
        }
    }

    @Test
    void aLineSaysWhereFromWhereToAndWhy() {
        assertThat(new StateLine(Optional.empty(), IncidentState.HELD).message("waits its turn"))
                .isEqualTo("NEW -> HELD: waits its turn");
        assertThat(new StateLine(Optional.of(IncidentState.FENCING), IncidentState.VERIFYING).message(""))
                .isEqualTo("FENCING -> VERIFYING");
    }

    @Test
    void anythingElseIsNoChangeOfState() {
        assertThatThrownBy(() -> StateLine.read("the power is being cut"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the power is being cut");
    }
}
