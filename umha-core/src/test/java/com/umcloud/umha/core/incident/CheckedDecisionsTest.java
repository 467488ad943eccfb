package com.umcloud.umha.core.incident;

import static com.umcloud.umha.core.incident.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.safety.SafetyVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckedDecisionsTest {
    private static final IncidentEvent TICK = new IncidentEvent.Tick();

    /** Jumps to a state at every event but a start of the program. */
    private static final class Jumping implements IncidentDecisions {
        private final IncidentDecisions sound =
                new IncidentMachine(IncidentStory.recovery(), IncidentStory.INTERVAL, false);
        private final IncidentState to;

        Jumping(IncidentState to) {
            this.to = to;
        }

        private Transition jump(Transition decided) {
            return new Transition(with(decided.incident(), "state", to), decided.commands(), decided.announcements());
        }

        @Override
        public Transition open(
                String id, HostAssessment assessment, SafetyVerdict verdict, DeviceListed device, Instant now) {
            return jump(sound.open(id, assessment, verdict, device, now));
        }

        @Override
        public Transition apply(Incident incident, IncidentEvent event, Surroundings surroundings, Instant now) {
            Transition decided = sound.apply(incident, event, surroundings, now);
            return event instanceof IncidentEvent.Resumed ? decided : jump(decided);
        }

        @Override
        public Optional<String> refusal(Incident incident, IncidentEvent word) {
            return sound.refusal(incident, word);
        }

        @Override
        public Transition close(Incident incident, String why, Instant now) {
            return sound.close(incident, why, now);
        }
    }

    private final IncidentStory story = new IncidentStory().withInstances(2).panics();
    private final IncidentDecisions checked =
            new CheckedDecisions(new Jumping(IncidentState.RECOVERED), IncidentStory.recovery());

    @Test
    void aStepThatBreaksARuleIsNotTakenAndTheIncidentIsHeld() {
        Incident before = story.incidentOpens()
                .goesOnUntil(IncidentState.EVACUATING)
                .goesOn(1)
                .incident();

        Transition held = checked.apply(before, TICK, Surroundings.ALONE, story.now());

        assertThat(held.commands()).isEmpty();
        assertThat(held.announcements()).singleElement().satisfies(told -> {
            assertThat(told.kind()).isEqualTo(AnnouncementKind.VIOLATION);
            assertThat(told.detail()).contains("RECOVERED_TOO_EARLY", "EVACUATING -> RECOVERED");
        });
        Incident after = held.incident();
        assertThat(after.violation()).isPresent();
        assertThat(after.state()).isEqualTo(IncidentState.EVACUATING);
        assertThat(after.instances()).isEqualTo(before.instances());
        assertThat(after.underWay()).isEqualTo(before.underWay());
        assertThat(after.sequence()).isEqualTo(before.sequence());
        assertThat(after.fencing().proofAt())
                .as("nobody watches whether it holds")
                .isEmpty();
    }

    @Test
    void aHeldIncidentHearsNothingUntilTheProgramIsStartedAgain() {
        Incident before = story.incidentOpens()
                .goesOnUntil(IncidentState.EVACUATING)
                .goesOn(1)
                .incident();
        Incident held =
                checked.apply(before, TICK, Surroundings.ALONE, story.now()).incident();
        for (IncidentEvent event : List.of(
                TICK,
                new IncidentEvent.ConfirmedOff("alice"),
                new IncidentEvent.SignOfLife("a sample", story.now()),
                new IncidentEvent.LookFailed(held.id() + "/" + held.sequence(), "no answer"))) {
            Transition nothing = checked.apply(held, event, Surroundings.ALONE, story.now());
            assertThat(nothing.incident()).isSameAs(held);
            assertThat(nothing.commands()).isEmpty();
            assertThat(nothing.announcements()).isEmpty();
        }

        Transition resumed = checked.apply(held, new IncidentEvent.Resumed(), Surroundings.ALONE, story.now());

        assertThat(resumed.incident().violation()).isEmpty();
        assertThat(resumed.incident().reason()).contains("taken up again");
        assertThat(resumed.commands())
                .extracting(Command::kind)
                .as("the proof is not taken for granted")
                .doesNotContain(CommandKind.EVACUATE);
    }

    @Test
    void anIncidentThatIsOpenedAgainstARuleIsHeldWithNothingBegun() {
        Transition opened = checked.open(
                "i1",
                story.host.assessed(story.now()),
                new SafetyVerdict(List.of()),
                story.host.listed(true),
                story.now());

        assertThat(opened.commands()).isEmpty();
        assertThat(opened.incident().state()).isEqualTo(IncidentState.HELD);
        assertThat(opened.incident().underWay()).isEmpty();
        assertThat(opened.incident().sequence()).isZero();
        assertThat(opened.incident().violation()).isPresent();
        assertThat(opened.announcements()).extracting(Announcement::kind).containsExactly(AnnouncementKind.VIOLATION);
    }

    @Test
    void aHeldIncidentMayStillBeClosed() {
        Incident before = story.incidentOpens().goesOn(1).incident();
        Incident held =
                checked.apply(before, TICK, Surroundings.ALONE, story.now()).incident();
        assertThat(held.violation()).isPresent();
        Transition closed = checked.close(held, "superseded", story.now());
        assertThat(closed.incident().state()).isEqualTo(IncidentState.CLOSED);
    }

    @Test
    void soundDecisionsAreLetThroughAsTheyAre() {
        IncidentMachine machine = new IncidentMachine(IncidentStory.recovery(), IncidentStory.INTERVAL, false);
        IncidentDecisions sound = new CheckedDecisions(machine, IncidentStory.recovery());
        Incident incident =
                story.incidentOpens().goesOnUntil(IncidentState.EVACUATING).incident();
        assertThat(sound.apply(incident, TICK, Surroundings.ALONE, story.now()))
                .isEqualTo(machine.apply(incident, TICK, Surroundings.ALONE, story.now()));
        assertThat(incident.violation()).isEmpty();
    }
}
