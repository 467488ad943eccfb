package com.umcloud.umha.testkit.simulation.scenario;

import static com.umcloud.umha.testkit.simulation.scenario.Scene.node;

/** What befalls hosts. Each tells itself. */
interface HostFaults extends Scene {
    default void losesPower(int host) {
        tell(node(host) + " loses its power");
        region().site().losePower(node(host));
    }

    default void powerReturns(int host) {
        tell("the power of " + node(host) + " is back");
        region().site().restorePower(node(host));
    }

    default void switchedOnByHand(int host) {
        tell("somebody switches " + node(host) + " on");
        region().site().restorePower(node(host));
        region().site().switchOnByHand(node(host));
    }

    default void panics(int host) {
        tell(node(host) + " panics: silent, its power is on");
        region().site().hang(node(host));
    }

    default void resumes(int host) {
        tell(node(host) + " goes on as if nothing had been");
        region().site().resume(node(host));
    }

    default void reboots(int host) {
        tell(node(host) + " reboots by itself");
        region().site().reboot(node(host));
    }

    default void switchedOffByHand(int host) {
        tell("somebody switches " + node(host) + " off");
        region().site().switchOffByHand(node(host));
    }

    default void losesStorage(int host) {
        tell(node(host) + " loses its storage network");
        region().site().cutStorage(node(host));
    }

    default void storageReturns(int host) {
        tell("the storage network of " + node(host) + " is back");
        region().site().restoreStorage(node(host));
    }

    default void losesManagement(int host) {
        tell(node(host) + " loses its management network");
        region().site().cutManagement(node(host));
    }

    default void managementReturns(int host) {
        tell("the management network of " + node(host) + " is back");
        region().site().restoreManagement(node(host));
    }

    default void agentStops(int host) {
        tell("the agent of " + node(host) + " stops");
        region().site().agent(node(host)).stop();
    }

    default void agentStarts(int host) {
        tell("the agent of " + node(host) + " starts");
        region().site().agent(node(host)).start();
    }

    default void computeServiceStops(int host) {
        tell("nova-compute on " + node(host) + " stops");
        region().nova().setComputeStopped(node(host), true);
    }

    default void computeServiceStarts(int host) {
        tell("nova-compute on " + node(host) + " starts");
        region().nova().setComputeStopped(node(host), false);
    }
}
