package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is declared happens: every way from one state to another is gone in a story, or in a single step of
 * {@link DeclaredStepsTest}. A way that none of them goes is a mistake in the tables, or a story is missing.
 */
class TransitionCoverageTest {
    private static final List<Class<?>> STORIES = List.of(
            CrashStoryTest.class,
            DeclaredStepsTest.class,
            DestinationStoryTest.class,
            EvacuationStoryTest.class,
            FencingStoryTest.class,
            HeldStoryTest.class,
            InstanceStatesStoryTest.class,
            IsolationStoryTest.class,
            ReturnStoryTest.class,
            SlotsStoryTest.class);

    private static ReachedStates reached = ReachedStates.anew();

    @BeforeAll
    static void tellAllStories() throws ReflectiveOperationException {
        reached = StoryRun.of(STORIES);
    }

    @Test
    void everyWayOfAnIncidentIsGone() {
        assertThat(names(reached.incidents())).containsExactlyInAnyOrderElementsOf(names(IncidentTransitions.all()));
    }

    @Test
    void everyWayOfAnInstanceIsGone() {
        assertThat(names(reached.instances())).containsExactlyInAnyOrderElementsOf(names(InstanceTransitions.all()));
    }

    static <S extends Enum<S>> List<String> names(Iterable<StateChange<S>> changes) {
        List<String> names = new ArrayList<>();
        changes.forEach(c -> names.add(c.from().map(Enum::name).orElse("new") + " -> " + c.to()));
        return names;
    }
}
