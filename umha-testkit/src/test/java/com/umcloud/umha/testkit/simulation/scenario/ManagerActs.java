package com.umcloud.umha.testkit.simulation.scenario;

import static com.umcloud.umha.testkit.simulation.scenario.Scene.nameOf;
import static com.umcloud.umha.testkit.simulation.scenario.Scene.node;

import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.testkit.simulation.store.DatabaseFault;
import java.time.Duration;
import java.util.Optional;

/** What befalls UMHA and its database, and what operators say. Each tells itself. */
interface ManagerActs extends Scene {
    default void killed(int controller) {
        tell("umha on controller-" + controller + " is killed");
        region().processor("controller-" + controller).kill();
    }

    default void started(int controller) {
        tell("umha on controller-" + controller + " starts");
        region().processor("controller-" + controller).start();
    }

    /** An operator says a word about a host, instance or, with empty text, the whole cloud; its id. */
    default String says(OperatorWord.Kind kind, String subject) {
        tell("an operator says " + kind + (subject.isEmpty() ? "" : " " + subject));
        return region().operator().say(kind, subject);
    }

    default void stopped(int controller) {
        tell("umha on controller-" + controller + " is stopped by an operator");
        region().processor("controller-" + controller).stop();
    }

    default void databaseMeets(DatabaseFault fault) {
        tell("the database: " + nameOf(fault));
        region().database().faults().begin(fault);
        note(nameOf(fault));
    }

    default void databaseIsRidOf(DatabaseFault fault) {
        tell("the database: " + nameOf(fault) + " is over");
        region().database().faults().end(fault);
        note(nameOf(fault) + " is over");
    }

    default void mailServerGoesDown() {
        tell("the mail server goes down");
        region().mailbox().setReachable(false);
    }

    default void mailServerIsBack() {
        tell("the mail server is back");
        region().mailbox().setReachable(true);
    }

    /** An operator releases an instance that is held, and vouches for what its destination holds of it. */
    default void releasesAfterLooking(String instance) {
        tell("an operator has looked at the destination and releases " + instance);
        region().operator().say(OperatorWord.Kind.RELEASE_INSTANCE, Scenario.idOf(instance), Optional.empty(), true);
    }

    /** The program does nothing for so long, as if its machine swapped. */
    default void standsStill(int controller, int seconds) {
        tell("umha on controller-" + controller + " stands still for " + seconds + " s");
        region().processor("controller-" + controller).pause(Duration.ofSeconds(seconds));
    }

    default void confirmsOff(int host) {
        says(OperatorWord.Kind.CONFIRM_OFF, node(host));
    }

    default void maintenanceBegins(int host, Optional<Duration> time) {
        tell("an operator takes " + node(host) + " into maintenance"
                + time.map(value -> " for " + value.toSeconds() + " s").orElse(""));
        region().operator().beginMaintenance(node(host), time);
    }

    default void maintenanceEnds(int host) {
        tell("an operator ends the maintenance of " + node(host));
        region().operator().endMaintenance(node(host));
    }

    /** An operator has looked on the destination: the instance does not run there. */
    default void releases(String instance) {
        tell("an operator says RELEASE_INSTANCE " + instance + ", the destination is checked");
        region().operator().say(OperatorWord.Kind.RELEASE_INSTANCE, Scenario.idOf(instance), Optional.empty(), true);
    }
}
