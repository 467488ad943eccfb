package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.simulation.processor.SimulatedMailbox;
import com.umcloud.umha.testkit.simulation.processor.SimulatedProcessor;
import com.umcloud.umha.testkit.simulation.store.DatabaseWrite;
import com.umcloud.umha.testkit.simulation.store.WriteKind;
import com.umcloud.umha.testkit.simulation.store.WriteListener;
import com.umcloud.umha.testkit.simulation.time.ProgramKilled;
import java.time.Duration;
import java.util.List;

/** What happens to UMHA itself, to its mails, and what operators tell it. */
final class ProcessorTroubles {
    private static final Duration SHORTEST_DOWN = Duration.ofSeconds(1);
    private static final Duration LONGEST_DOWN = Duration.ofMinutes(2);

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
                    throw new ProgramKilled(before ? "before a commit" : "after a commit");
                }
            }
        });
        storm.tell("a processor will be killed at a commit");
    }

    static void paused(Storm storm) {
        SimulatedProcessor processor = storm.region().processor(storm.anyController());
        Duration time = storm.chance().between(Duration.ofSeconds(1), Duration.ofSeconds(90));
        storm.tell(processor.controller() + " stands still for " + time.toMillis() / 1000.0 + " s");
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

    /** An operator who has looked, and says the truth, to the processor that acts. */
    static void confirmedOff(Storm storm) {
        storm.later(Duration.ofSeconds(1), Duration.ofSeconds(120), () -> {
            List<String> off = storm.region().site().hosts().stream()
                    .filter(host -> !host.isOn())
                    .map(SimulatedHost::name)
                    .toList();
            if (!off.isEmpty()) {
                String host = storm.chance().oneOf(off);
                storm.tell("an operator says that " + host + " is off");
                storm.region().processors().stream()
                        .filter(processor -> processor.epoch().isPresent())
                        .forEach(processor -> processor.confirmOff(host, "alice"));
            }
        });
    }
}
