package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import com.umcloud.umha.testkit.simulation.processor.SimulatedProcessor;
import com.umcloud.umha.testkit.simulation.region.SimulatedConfiguration;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.time.Chance;
import com.umcloud.umha.testkit.simulation.world.HostLayout;
import com.umcloud.umha.testkit.simulation.world.SiteLayout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One disaster: a region and a load are drawn from the seed, troubles rage for some minutes of virtual time, then all of them are
 * over, and whatever they have left behind has to be brought to an end. The same seed gives the same again. Used by one thread.
 */
public final class Disaster {
    private static final Duration CALM = Duration.ofMinutes(25);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final long seed;
    private final DisasterOptions options;
    private final Chance chance;
    private final Story story = new Story();
    private final Coverage coverage = new Coverage();

    public Disaster(long seed, DisasterOptions options) {
        this.seed = seed;
        this.options = options;
        this.chance = new Chance(seed);
    }

    /** Lets it happen. */
    public DisasterResult run() {
        SiteLayout layout = layout();
        boolean shared = chance.happens(0.5);
        Map<String, String> settings = settings(shared);
        Configuration configuration = SimulatedConfiguration.with(settings);
        Map<String, String> mutated = new TreeMap<>(settings);
        mutated.putAll(options.seams().settings());
        CheckedSeams seams = new CheckedSeams(options.seams());
        SimulatedRegion region = new SimulatedRegion(
                seed, layout, openStack(shared), SimulatedConfiguration.with(mutated), seams, this::told, story::tell);
        story.use(region.agenda());
        load(region);
        Checks checks = new Checks(region, configuration, options.forced(), coverage);
        seams.check(checks);
        Storm storm =
                new Storm(region, chance.split(), story, chance.between(Duration.ofMinutes(2), Duration.ofMinutes(8)));
        region.processors().forEach(SimulatedProcessor::start);
        storm.plan(options.troubles());
        try {
            rage(region, storm, checks);
            calm(region, storm, checks);
            new FinalChecks(region, checks).look();
        } catch (RuntimeException e) {
            checks.violated("the simulation broke: " + e);
            story.tell(stackOf(e));
        } finally {
            region.processors().forEach(SimulatedProcessor::kill);
        }
        summarise(region, storm);
        return new DisasterResult(seed, checks.violations(), story.lines(), coverage);
    }

    private static String stackOf(RuntimeException e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    // ---- what is drawn ----

    private SiteLayout layout() {
        int hosts = options.hosts() > 0 ? options.hosts() : chance.between(4, 8);
        int zones = chance.happens(0.3) ? 2 : 1;
        int controllers = chance.between(1, 3);
        List<HostLayout> machines = new ArrayList<>();
        for (int number = 1; number <= hosts; number++) {
            machines.add(HostLayout.numbered(number, "zone-" + number % zones, "rack-" + number / 3));
        }
        List<String> names = new ArrayList<>();
        for (int number = 1; number <= controllers; number++) {
            names.add("controller-" + number);
        }
        SiteLayout layout = SiteLayout.of(hosts, names).withHosts(machines).withSampleInterval(Duration.ofSeconds(5));
        return chance.happens(0.2) ? layout.withSamplesOverStorage() : layout;
    }

    private Map<String, String> settings(boolean shared) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("DEFAULT.on_share_storage", String.valueOf(shared));
        settings.put("DEFAULT.force_evacuate_when_ipmi_unknown", String.valueOf(options.forced()));
        settings.put("return.leave_disabled", String.valueOf(chance.happens(0.2)));
        return settings;
    }

    private OpenStackSettings openStack(boolean shared) {
        return OpenStackSettings.builder()
                .sharedStorage(shared)
                .hostCapacity(40)
                .buildTime(Duration.ofSeconds(2))
                .build();
    }

    private void load(SimulatedRegion region) {
        int number = 0;
        for (HostLayout host : region.site().layout().hosts()) {
            for (int i = chance.between(0, 4); i > 0; i--) {
                String name = "vm-" + ++number;
                String id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                        .toString();
                SimulatedInstance instance = SimulatedInstance.active(id, name, host.name());
                instance = chance.happens(0.4) ? instance.withVolume() : instance;
                instance = chance.happens(0.15) ? instance.withStatus("SHUTOFF") : instance;
                instance = chance.happens(0.1) ? instance.withLock() : instance;
                region.nova().addInstance(instance);
            }
        }
    }

    // ---- the two phases ----

    private void rage(SimulatedRegion region, Storm storm, Checks checks) {
        Instant end = region.agenda().instant().plus(storm.length());
        run(region, end, checks);
    }

    private void calm(SimulatedRegion region, Storm storm, Checks checks) {
        story.tell("---- calm ----");
        storm.end();
        region.database().calm();
        region.cloud().calm();
        region.processors().forEach(SimulatedProcessor::start);
        Instant end = region.agenda().instant().plus(CALM);
        Instant quietSince = region.agenda().instant();
        int before = -1;
        while (region.agenda().instant().isBefore(end)) {
            run(region, region.agenda().instant().plus(Duration.ofSeconds(10)), checks);
            int now = region.database().commits().size();
            if (now != before || !FinalChecks.isAtRest(region)) {
                quietSince = region.agenda().instant();
            } else if (region.agenda().instant().isAfter(quietSince.plus(QUIET))) {
                return;
            }
            before = now;
        }
    }

    private void run(SimulatedRegion region, Instant end, Checks checks) {
        long steps = 0;
        while (region.agenda().step(end)) {
            steps++;
            checks.look();
        }
        region.agenda().runUntil(end);
        coverage.stepped(steps);
    }

    private void told(Incident incident, Announcement announcement) {
        coverage.told(announcement.kind().name());
        story.tell(incident.host() + " " + announcement.kind() + ": " + announcement.detail());
    }

    private void summarise(SimulatedRegion region, Storm storm) {
        storm.begun().forEach(coverage::begun);
        region.database().injectedFaults().forEach((kind, times) -> coverage.met("database " + kind, times));
        region.cloud().journal().faults().forEach((kind, times) -> coverage.met("nova " + kind, times));
        region.site().truth().faults().met().forEach((kind, times) -> coverage.met("site " + kind, times));
        for (HistoryRow row : region.database().history()) {
            coverage.ended(row.outcome());
        }
    }
}
