package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page about the states is what the code says. {@code -Dupdate} writes it anew. */
class StateDocumentTest {
    private static final Path PAGE = Path.of("..", "docs", "incident-states.md");

    @Test
    void thePageIsWhatTheCodeSays() throws IOException {
        if (System.getProperty("update") != null) {
            Files.writeString(PAGE, StateDocument.text());
        }
        assertThat(PAGE)
                .as("written by mvn test -pl umha-core -am -Dtest=StateDocumentTest -Dupdate")
                .exists();
        assertThat(Files.readString(PAGE)).isEqualTo(StateDocument.text());
    }

    @Test
    void noWayIsDeclaredTwice() {
        assertThat(TransitionCoverageTest.names(IncidentTransitions.all())).doesNotHaveDuplicates();
        assertThat(TransitionCoverageTest.names(InstanceTransitions.all())).doesNotHaveDuplicates();
    }

    @Test
    void nothingFollowsAnEnd() {
        assertThat(IncidentTransitions.all())
                .noneMatch(c -> c.from().map(s -> !s.isOpen()).orElse(false));
        assertThat(InstanceTransitions.all())
                .noneMatch(c -> c.from().map(InstanceState::isOver).orElse(false));
        assertThat(List.of(InstanceState.values()))
                .filteredOn(s -> !s.isOver())
                .allMatch(s -> InstanceTransitions.all().stream()
                        .anyMatch(c -> c.from().equals(Optional.of(s))));
    }
}
