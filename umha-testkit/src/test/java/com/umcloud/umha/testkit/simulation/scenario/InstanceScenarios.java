package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What becomes of instances in whatever state their host leaves them. */
final class InstanceScenarios {
    private static final List<String> EVACUATED = List.of(
            "vm-active",
            "vm-hard-rebooting",
            "vm-locked",
            "vm-migrating",
            "vm-new-password",
            "vm-rebooting",
            "vm-rebuilding",
            "vm-resized",
            "vm-resizing",
            "vm-reverting",
            "vm-stopped");
    private static final List<String> LEFT = List.of(
            "vm-building",
            "vm-deleting",
            "vm-error",
            "vm-paused",
            "vm-rescued",
            "vm-shelved",
            "vm-soft-deleted",
            "vm-suspended");
    private static final Map<String, String> STATUSES = new TreeMap<>(Map.ofEntries(
            Map.entry("vm-active", "ACTIVE"),
            Map.entry("vm-building", "BUILD"),
            Map.entry("vm-deleting", "ACTIVE"),
            Map.entry("vm-error", "ERROR"),
            Map.entry("vm-hard-rebooting", "HARD_REBOOT"),
            Map.entry("vm-locked", "ACTIVE"),
            Map.entry("vm-migrating", "ACTIVE"),
            Map.entry("vm-new-password", "PASSWORD"),
            Map.entry("vm-paused", "PAUSED"),
            Map.entry("vm-rebooting", "REBOOT"),
            Map.entry("vm-rebuilding", "REBUILD"),
            Map.entry("vm-rescued", "RESCUE"),
            Map.entry("vm-resized", "VERIFY_RESIZE"),
            Map.entry("vm-resizing", "RESIZE"),
            Map.entry("vm-reverting", "REVERT_RESIZE"),
            Map.entry("vm-shelved", "SHELVED"),
            Map.entry("vm-soft-deleted", "SOFT_DELETED"),
            Map.entry("vm-stopped", "SHUTOFF"),
            Map.entry("vm-suspended", "SUSPENDED")));

    private InstanceScenarios() {}

    static List<Scenario> all() {
        return List.of(everyState(), resetToError(), migrationJustBegun(), inErrorBefore(), inErrorAsConfigured());
    }

    private static Scenario everyState() {
        Scenario scenario =
                Scenario.of("12a", "a host dies with instances in every state: each has an outcome that is told");
        STATUSES.forEach((name, status) -> scenario.instance(name, 1, instance -> {
            SimulatedInstance made = instance.withStatus(status);
            return name.equals("vm-locked") ? made.withLock() : made;
        }));
        return scenario.prepared(stage -> {
                    stage.isBeingMoved("vm-resizing", "resize", "migrating", 1, 2);
                    stage.isBeingMoved("vm-resized", "resize", "finished", 2, 1);
                })
                .at(20, stage -> stage.liveMigrates("vm-migrating", 3, Duration.ofMinutes(1)))
                .at(30, stage -> stage.deletionBegins("vm-deleting"))
                .at(31, stage -> stage.losesPower(1))
                .at(120, stage -> stage.resizeConfirmed("vm-resized"))
                .at(130, stage -> stage.moveIsEnded("vm-resizing"))
                .at(140, stage -> stage.setToError("vm-reverting"))
                .at(150, stage -> stage.setToError("vm-rebuilding"))
                .at(160, stage -> stage.releases("vm-migrating"))
                .lasts(Duration.ofMinutes(4))
                .expect(
                        "these are recovered: " + EVACUATED,
                        stage -> EVACUATED.stream()
                                .allMatch(each ->
                                        stage.outcome(each).equals("RECOVERED") && stage.evacuationsOf(each) == 1))
                .expect(
                        "these are left where they are: " + LEFT,
                        stage -> LEFT.stream()
                                .allMatch(each ->
                                        stage.outcome(each).equals("EXCLUDED") && stage.evacuationsOf(each) == 0))
                .expect(
                        "what was stopped stays stopped",
                        stage -> hasStatus(stage, "vm-stopped", "SHUTOFF") && !stage.runsElsewhere("vm-stopped", 1))
                .expect("the incident is over", stage -> stage.isIn(1, "RECOVERED"))
                .expect("the result is mailed once", stage -> stage.mails("incident.recovered") == 1);
    }

    private static Scenario resetToError() {
        return Scenario.of(
                        "12b", "paused, suspended and rescued instances are set to error and evacuated as configured")
                .instance("vm-paused", 1, instance -> instance.withStatus("PAUSED"))
                .instance("vm-suspended", 1, instance -> instance.withStatus("SUSPENDED"))
                .instance("vm-rescued", 1, instance -> instance.withStatus("RESCUE"))
                .setting("selection.reset_to_error", "paused,suspended,rescue")
                .at(31, stage -> stage.losesPower(1))
                .lasts(Duration.ofMinutes(2))
                .expect(
                        "each is evacuated once",
                        stage -> List.of("vm-paused", "vm-suspended", "vm-rescued").stream()
                                .allMatch(each -> stage.outcome(each).equals("RECOVERED")
                                        && stage.evacuationsOf(each) == 1
                                        && stage.runsElsewhere(each, 1)));
    }

    private static Scenario migrationJustBegun() {
        return Scenario.of(
                        "12c", "a host dies as a live migration begins: held, released, evacuated under its old record")
                .instance("vm-1", 1)
                .at(30, stage -> stage.liveMigrates("vm-1", 3, Duration.ofMinutes(1)))
                .at(31, stage -> stage.losesPower(1))
                .when(
                        stage -> stage.outcome("vm-1").equals("HELD"),
                        stage -> stage.after(30, later -> later.releases("vm-1")))
                .lasts(Duration.ofMinutes(3))
                .expect("it is evacuated once", stage -> stage.evacuationsOf("vm-1") == 1)
                .expect(
                        "it is recovered",
                        stage -> stage.outcome("vm-1").equals("RECOVERED") && stage.runsElsewhere("vm-1", 1))
                .expect("the incident is over", stage -> stage.isIn(1, "RECOVERED"));
    }

    private static Scenario inErrorBefore() {
        return Scenario.of("13a", "an instance was in error before: it stays its operator's, told once")
                .instance("vm-1", 1)
                .instance("vm-broken", 1, instance -> instance.withStatus("ERROR"))
                .at(31, stage -> stage.losesPower(1))
                .lasts(Duration.ofMinutes(3))
                .expect(
                        "it is not touched",
                        stage -> stage.evacuationsOf("vm-broken") == 0
                                && stage.outcome("vm-broken").equals("EXCLUDED")
                                && hasStatus(stage, "vm-broken", "ERROR"))
                .expect("the other one is recovered", stage -> stage.runsElsewhere("vm-1", 1))
                .expect("the incident is over", stage -> stage.isIn(1, "RECOVERED"))
                .expect("the result is mailed once", stage -> stage.mails("incident.recovered") == 1);
    }

    private static Scenario inErrorAsConfigured() {
        return Scenario.of("13b", "an instance was in error before, evacuate_in_error = true: evacuated, and runs")
                .instance("vm-broken", 1, instance -> instance.withStatus("ERROR"))
                .setting("selection.evacuate_in_error", "true")
                .at(31, stage -> stage.losesPower(1))
                .lasts(Duration.ofMinutes(2))
                .expect(
                        "it is evacuated once",
                        stage -> stage.evacuationsOf("vm-broken") == 1
                                && stage.outcome("vm-broken").equals("RECOVERED")
                                && stage.runsElsewhere("vm-broken", 1));
    }

    private static boolean hasStatus(Stage stage, String instance, String status) {
        return stage.instance(instance)
                .filter(each -> each.status().equals(status))
                .isPresent();
    }
}
