package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.observation.Round;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final Instant NOW = Instant.parse("2026-05-05T00:00:00Z");

    private final Inbox inbox = new Inbox();

    private static Round round(int second) {
        return new Round(
                NOW.plusSeconds(second),
                Map.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                true,
                Optional.empty());
    }

    private static EngineEvent.Answered answer(String id) {
        return new EngineEvent.Answered("c-1", new IncidentEvent.NotRun(id, "test"));
    }

    @Test
    void ofManySamplesOfAHostTheNewestRemains() throws InterruptedException {
        inbox.heard("c-1", NOW.plusSeconds(2));
        inbox.heard("c-1", NOW.plusSeconds(1));
        inbox.heard("c-2", NOW);

        assertThat(inbox.next(0, false)).isEqualTo(new EngineEvent.Heard("c-1", NOW.plusSeconds(2)));
        assertThat(inbox.next(0, false)).isEqualTo(new EngineEvent.Heard("c-2", NOW));
        assertThat(inbox.next(0, false)).isNull();
    }

    @Test
    void oldRoundsGiveWayAndNoAnswerIsEverLost() throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            inbox.answered(answer("a/" + i));
            inbox.observed(round(i));
        }
        int answers = 0;
        int rounds = 0;
        for (EngineEvent next = inbox.next(0, false); next != null; next = inbox.next(0, false)) {
            answers += next instanceof EngineEvent.Answered ? 1 : 0;
            rounds += next instanceof EngineEvent.Observed ? 1 : 0;
        }

        assertThat(answers).isEqualTo(1000);
        assertThat(rounds).isEqualTo(3);
    }

    @Test
    void whileNothingCanBeWrittenOnlyRoundsComeOut() throws InterruptedException {
        inbox.answered(answer("a/1"));
        inbox.heard("c-1", NOW);
        assertThat(inbox.next(0, true)).isNull();
        inbox.observed(round(1));

        assertThat(inbox.next(0, true)).isInstanceOf(EngineEvent.Observed.class);
        assertThat(inbox.next(0, true)).isNull();
    }

    @Test
    void whatIsPutBackComesAgainAfterTheOthers() throws InterruptedException {
        inbox.answered(answer("a/1"));
        inbox.answered(answer("a/2"));
        EngineEvent first = inbox.next(0, false);
        inbox.putBack(first);

        assertThat(inbox.next(0, false)).isEqualTo(answer("a/2"));
        assertThat(inbox.next(0, false)).isEqualTo(first);
    }
}
