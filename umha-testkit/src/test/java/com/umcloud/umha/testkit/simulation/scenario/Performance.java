package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.simulation.disaster.CheckedSeams;
import com.umcloud.umha.testkit.simulation.disaster.Checks;
import com.umcloud.umha.testkit.simulation.disaster.Coverage;
import com.umcloud.umha.testkit.simulation.disaster.FinalChecks;
import com.umcloud.umha.testkit.simulation.processor.Seams;
import com.umcloud.umha.testkit.simulation.processor.SimulatedProcessor;
import com.umcloud.umha.testkit.simulation.region.SimulatedConfiguration;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.time.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One run of a scenario. The same scenario tells the same story each time. Used by one thread, once. */
final class Performance {
    private final Scenario scenario;
    private final Narration narration = new Narration();
    private final SimulatedRegion region;
    private final Stage stage;
    private final Checks checks;
    private final List<Scenario.Awaited> awaited;
    private int mailsSeen;
    private long steps;

    /** A run in which nothing disturbs the processors but the scenario. */
    Performance(Scenario scenario) {
        this(scenario, Seams.NONE);
    }

    /**
     * A run.
     *
     * @param seams what stands between each processor and the world besides, for example to kill it
     */
    Performance(Scenario scenario, Seams seams) {
        this.scenario = scenario;
        this.awaited = new ArrayList<>(scenario.awaited());
        Configuration configuration = SimulatedConfiguration.with(scenario.settings());
        Map<String, String> names =
                scenario.instances().stream().collect(Collectors.toMap(SimulatedInstance::id, SimulatedInstance::name));
        CheckedSeams checked = new CheckedSeams(new NarratedSeams(narration, names, seams));
        this.region = new SimulatedRegion(
                Chance.none(), scenario.site(), scenario.openStack(), configuration, checked, this::told, this::died);
        this.narration.use(region.agenda());
        this.stage = new Stage(region, narration);
        this.checks = new Checks(region, configuration, scenario.isWithoutProof(), new Coverage());
        checked.check(checks);
    }

    private void told(Incident incident, Announcement announcement) {
        narration.tell(incident.host() + " " + announcement.kind() + ": " + announcement.detail());
    }

    private void died(String how) {
        narration.tell(how);
    }

    Stage stage() {
        return stage;
    }

    SimulatedRegion region() {
        return region;
    }

    /** From the beginning to the end of the scenario. */
    void play() {
        scenario.instances().forEach(region.nova()::addInstance);
        scenario.preparations().forEach(each -> each.accept(stage));
        for (Scenario.Timed each : scenario.timed()) {
            region.agenda()
                    .at(
                            SimulatedRegion.START.plus(each.at()),
                            () -> each.event().accept(stage));
        }
        region.processors().forEach(SimulatedProcessor::start);
        playUntil(SimulatedRegion.START.plus(scenario.length()));
    }

    /** Goes on until nothing is left to be waited for, but not longer than so. */
    void playOn(Duration most) {
        Instant end = region.agenda().instant().plus(most);
        while (!FinalChecks.isAtRest(region) && region.agenda().instant().isBefore(end)) {
            playUntil(region.agenda().instant().plus(Duration.ofSeconds(10)));
        }
    }

    /** Goes on for so long. */
    void playFor(Duration time) {
        playUntil(region.agenda().instant().plus(time));
    }

    /** How many things have happened one after the other: what happens within one step is not disturbed by anything else. */
    long steps() {
        return steps;
    }

    private void playUntil(Instant end) {
        while (region.agenda().step(end)) {
            steps++;
            checks.look();
            readMails();
            awaited.stream()
                    .filter(each -> each.moment().test(stage))
                    .findFirst()
                    .ifPresent(each -> {
                        awaited.remove(each);
                        each.event().accept(stage);
                    });
        }
        region.agenda().runUntil(end);
    }

    private void readMails() {
        List<Notification> received = region.mailbox().received();
        while (mailsSeen < received.size()) {
            Notification mail = received.get(mailsSeen++);
            narration.tell("mail, " + mail.severity() + ": " + mail.title());
            narration.add(mail.body());
        }
    }

    /** Everything ends; the rules that were broken at any time, or are in the end, whatever the scenario is about. */
    List<String> brokenRules() {
        new FinalChecks(region, checks).look();
        List<String> broken = List.copyOf(checks.violations());
        region.processors().forEach(SimulatedProcessor::kill);
        return broken;
    }

    /** Everything ends; what has been wrong at any time, or is in the end. */
    List<String> violations() {
        List<String> unmet = scenario.expectations().stream()
                .filter(each -> !each.holds().test(stage))
                .map(each -> "it is expected, and not so, that " + each.what())
                .toList();
        List<String> all = new ArrayList<>(brokenRules());
        all.addAll(unmet);
        all.addAll(stage.broken());
        awaited.forEach(each -> all.add("a moment that the scenario waits for never came"));
        return all;
    }

    /** What happened, as a person reads it. */
    String story() {
        List<String> lines = new ArrayList<>();
        lines.add("Scenario " + scenario.number() + ": " + scenario.title());
        lines.add("");
        lines.addAll(Situation.beginning(scenario));
        lines.add("");
        lines.addAll(narration.lines());
        lines.add("");
        lines.addAll(Situation.end(region));
        return String.join("\n", lines) + "\n";
    }
}
