package com.umcloud.umha.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.core.incident.FakeCloud.Evacuations;
import com.umcloud.umha.core.incident.FakeHost.Device;
import com.umcloud.umha.core.incident.IncidentStory.Kill;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The program is killed before or after the effect of each single command, and ends in the same outcome. */
class CrashStoryTest {
    private static IncidentStory panickedHost() {
        return new IncidentStory().withInstances(3).panics();
    }

    static Stream<Arguments> everyCommand() {
        IncidentStory undisturbed = panickedHost().incidentOpens().goesOnUntil(IncidentState.RECOVERED);
        return IntStream.rangeClosed(1, undisturbed.commandCount())
                .boxed()
                .flatMap(n -> Stream.of(Kill.values()).map(kill -> Arguments.of(n, kill)));
    }

    @ParameterizedTest(name = "at command {0} {1}")
    @MethodSource("everyCommand")
    void theOutcomeIsTheSame(int command, Kill kill) {
        IncidentStory story = panickedHost().killedAt(command, kill).incidentOpens();
        story.goesOnUntil(IncidentState.RECOVERED);
        assertThat(story.host.cuts).isEqualTo(1);
        assertThat(story.incident().instances()).hasSize(3).allSatisfy(i -> {
            assertThat(i.state()).isEqualTo(InstanceState.RECOVERED);
            assertThat(story.cloud.evacuationsOf(i.id())).isEqualTo(1);
            assertThat(story.cloud.hostOf(i.id())).contains("node-9");
        });
    }

    @Test
    void afterAKillTheProofIsTakenAnewBeforeAnythingIsEvacuated() {
        IncidentStory story = panickedHost().incidentOpens();
        story.goesOnUntil(IncidentState.ISOLATING);
        int before = story.commandCount();
        IncidentStory killed =
                panickedHost().killedAt(before, Kill.AFTER_THE_EFFECT).incidentOpens();
        killed.goesOn(3);
        killed.host.device = Device.UNREACHABLE;
        killed.goesOn(300);
        assertThat(killed.incident().state()).isEqualTo(IncidentState.FENCING);
        assertThat(killed.commands(CommandKind.EVACUATE)).isEmpty();
    }

    private static IncidentStory withoutRoom() {
        IncidentStory story = new IncidentStory().withInstances(1).losesPower();
        story.cloud.evacuations = Evacuations.FIND_NO_HOST;
        story.surroundings = new Surroundings(Optional.empty(), List.of(), "nova", Set.of(), List.of("spare", "other"));
        return story;
    }

    @ParameterizedTest
    @EnumSource(Kill.class)
    void aReservedHostThatWasBeingPutIntoServiceIsAskedForAgainBeforeAnother(Kill kill) {
        IncidentStory undisturbed = withoutRoom().incidentOpens().goesOn(5);
        Command employ = undisturbed.commands(CommandKind.EMPLOY).get(0);
        int number = undisturbed.commands(CommandKind.values()).indexOf(employ) + 1;

        IncidentStory killed =
                withoutRoom().killedAt(number, kill).incidentOpens().goesOn(5);
        // it is in service now, and not reserved any more
        killed.surroundings = new Surroundings(Optional.empty(), List.of(), "nova", Set.of(), List.of("other"));
        killed.cloud.evacuations = Evacuations.WORK;
        killed.goesOnUntil(IncidentState.RECOVERED);

        assertThat(killed.commands(CommandKind.EMPLOY))
                .extracting(Command::subject)
                .containsExactly("spare", "spare");
        assertThat(killed.incident().reserves()).containsExactly("spare");
    }

    @Test
    void aHostThatWasFoundOffAndIsolatedIsNotJudgedAnewHoweverOftenTheProgramStarts() {
        IncidentStory story = new IncidentStory().losesPower().incidentOpens().goesOnUntil(IncidentState.ISOLATING);
        IncidentMachine machine = new IncidentMachine(story.config, IncidentStory.INTERVAL, false);
        Incident incident = story.incident();
        for (int i = 0; i < 3; i++) {
            incident = machine.apply(incident, new IncidentEvent.Resumed(), Surroundings.ALONE, story.now())
                    .incident();
            assertThat(incident.state()).isEqualTo(IncidentState.FENCING);
        }
    }

    @Test
    void aWrongPasswordIsNotHammeredByRestarts() {
        IncidentStory story = new IncidentStory().panics();
        story.host.device = Device.WRONG_PASSWORD;
        story.incidentOpens().goesOn(5);
        IncidentMachine machine = new IncidentMachine(story.config, IncidentStory.INTERVAL, false);
        Incident incident = story.incident();
        for (int i = 0; i < 5; i++) {
            Transition resumed = machine.apply(incident, new IncidentEvent.Resumed(), Surroundings.ALONE, story.now());
            assertThat(resumed.commands()).isEmpty();
            incident = resumed.incident();
        }
    }

    @Test
    void aDeviceThatNamedTheHostBeforeARestartIsStillKnownToHitNobodyElse() {
        IncidentStory known = panickedHost();
        known.deviceMatches = true;
        known.incidentOpens().goesOnUntil(IncidentState.VERIFYING);
        IncidentStory unknown = panickedHost().incidentOpens().goesOnUntil(IncidentState.VERIFYING);

        assertThat(probesOthersAfterARestart(known)).isFalse();
        assertThat(probesOthersAfterARestart(unknown)).isTrue();
    }

    private static boolean probesOthersAfterARestart(IncidentStory story) {
        IncidentMachine machine = new IncidentMachine(story.config, IncidentStory.INTERVAL, false);
        Transition resumed =
                machine.apply(story.incident(), new IncidentEvent.Resumed(), Surroundings.ALONE, story.now());
        Command read = resumed.commands().get(0);
        Transition proven = machine.apply(
                resumed.incident(),
                new IncidentEvent.PowerRead(read.id(), new PowerReading.Known(PowerState.OFF), story.now()),
                Surroundings.ALONE,
                story.now());
        return ((Command.ProbeWitnesses) proven.commands().get(0)).others() == Command.Others.OF_A_CUT;
    }

    @Test
    void hostsThatFellSilentAreRememberedOverARestart() {
        IncidentStory story = panickedHost().incidentOpens();
        story.world.silentOthers = Set.of("node-8");
        story.goesOn(10);
        IncidentMachine machine = new IncidentMachine(story.config, IncidentStory.INTERVAL, false);
        Transition resumed =
                machine.apply(story.incident(), new IncidentEvent.Resumed(), Surroundings.ALONE, story.now());
        assertThat(resumed.incident().fencing().suspects()).containsExactly("node-8");
    }
}
