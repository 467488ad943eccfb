package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.nova.NovaState;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.simulation.processor.SimulatedMailbox;
import com.umcloud.umha.testkit.simulation.processor.SimulatedProcessor;
import com.umcloud.umha.testkit.simulation.store.DatabaseWrite;
import com.umcloud.umha.testkit.simulation.store.WriteKind;
import com.umcloud.umha.testkit.simulation.store.WriteListener;
import com.umcloud.umha.testkit.simulation.time.ProgramKilled;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What happens to UMHA itself and to its mails. */
final class ProcessorTroubles {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration SHORTEST_DOWN = Duration.ofSeconds(1);
    private static final Duration LONGEST_DOWN = Duration.ofMinutes(2);

    private static final List<Effect> EFFECTS = List.of(Effect.values());

    private ProcessorTroubles() {}

    private static void startAgain(Storm storm, SimulatedProcessor processor) {
        storm.lasts(processor.controller() + " is down", SHORTEST_DOWN, LONGEST_DOWN, processor::start);
    }

    static void killed(Storm storm) {
        SimulatedProcessor processor = storm.region().processor(storm.anyController());
        processor.kill();
        startAgain(storm, processor);
    }

    /** Before or after one of the next writes of its engine. */
    static void killedAtCommit(Storm storm) {
        boolean before = storm.chance().happens(0.5);
        int[] left = {storm.chance().between(1, 40)};
        storm.region().database().listen(new WriteListener() {
            @Override
            public void before(DatabaseWrite write) {
                if (before) {
                    count(write);
                }
            }

            @Override
            public void after(DatabaseWrite write, boolean written) {
                if (!before) {
                    count(write);
                }
            }

            private void count(DatabaseWrite write) {
                if (write.kind() == WriteKind.COMMIT && !storm.isOver() && --left[0] == 0) {
                    startAgain(storm, storm.region().processor(write.processor()));
                    storm.hit(before ? Moment.KILLED_BEFORE_COMMIT : Moment.KILLED_AFTER_COMMIT);
                    throw new ProgramKilled(before ? "before a commit" : "after a commit");
                }
            }
        });
        storm.tell("a processor will be killed at a commit");
    }

    /** Before or after one of the next things that it does to the world. */
    static void killedAtEffect(Storm storm) {
        Effect wanted = storm.chance().oneOf(EFFECTS);
        boolean before = storm.chance().happens(0.5);
        int[] left = {storm.chance().between(1, wanted == Effect.MAIL ? 8 : 2)};
        storm.listen(new ProcessorListener() {
            @Override
            public void before(String controller, Effect effect, String subject) {
                if (before) {
                    count(controller, effect, subject);
                }
            }

            @Override
            public void after(String controller, Effect effect, String subject) {
                if (!before) {
                    count(controller, effect, subject);
                }
            }

            private void count(String controller, Effect effect, String subject) {
                if (effect == wanted && !storm.isOver() && --left[0] == 0) {
                    String where = (before ? "before" : "after") + " the " + effect.label() + " of " + subject;
                    SimulatedProcessor processor = storm.region().processor(controller);
                    // what ends the call is caught by those who have to survive whatever a plugin throws
                    processor.kill();
                    storm.tell(controller + " is killed " + where);
                    storm.hit(Moment.killed(before, effect));
                    startAgain(storm, processor);
                    throw new ProgramKilled(where);
                }
            }
        });
        bringAbout(storm, wanted);
        storm.tell("a processor will be killed " + (before ? "before" : "after") + " a " + wanted.label());
    }

    /** What seldom comes by itself. */
    private static void bringAbout(Storm storm, Effect wanted) {
        switch (wanted) {
            case GIVE_BACK -> {
                String host = storm.anyLiveHost();
                HostTroubles.hangs(storm, host);
                OperatorTroubles.comesBack(storm, host);
            }
            case RESET -> hostWith(storm, "PAUSED").ifPresent(host -> HostTroubles.fails(storm, host));
            case STOP ->
                // what is evacuated out of error is started, also if it was stopped
                hostWith(storm, "SHUTOFF").ifPresent(host -> {
                    NovaState nova = storm.region().nova();
                    List<SimulatedHost> hosts = storm.region().site().hosts();
                    hosts.forEach(each -> nova.failBuildsOn(each.name(), true));
                    storm.lasts(
                            "what is built anywhere fails",
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(60),
                            () -> hosts.forEach(each -> nova.failBuildsOn(each.name(), false)));
                    HostTroubles.fails(storm, host);
                });
            default -> {}
        }
    }

    /** A live host on which an instance is in that status. */
    private static Optional<String> hostWith(Storm storm, String status) {
        return storm.region().nova().instances().stream()
                .filter(instance -> instance.status().equals(status))
                .map(SimulatedInstance::host)
                .filter(host -> storm.region().site().isUp(host))
                .findFirst();
    }

    static void paused(Storm storm) {
        SimulatedProcessor processor = storm.region().processor(storm.anyController());
        Duration time = storm.chance().between(Duration.ofSeconds(1), Duration.ofSeconds(90));
        storm.tell(processor.controller() + " stands still for " + time.toMillis() / 1000.0 + " s");
        if (time.compareTo(LEASE) > 0) {
            storm.hitIfActing(processor.controller(), Moment.LONG_PAUSE);
        }
        processor.pause(time);
    }

    static void stopped(Storm storm) {
        SimulatedProcessor processor = storm.region().processor(storm.anyController());
        processor.stop();
        startAgain(storm, processor);
    }

    static void mailLost(Storm storm) {
        SimulatedMailbox mailbox = storm.region().mailbox();
        if (storm.chance().happens(0.7)) {
            mailbox.setReachable(false);
            storm.lasts("the mail server is down", () -> mailbox.setReachable(true));
        } else {
            mailbox.setAnswering(false);
            storm.lasts("the mail server's answers are lost", () -> mailbox.setAnswering(true));
        }
    }
}
