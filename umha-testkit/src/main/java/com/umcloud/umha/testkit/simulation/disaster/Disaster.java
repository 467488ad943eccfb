package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.engine.EngineDocuments;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import com.umcloud.umha.testkit.simulation.processor.Seams;
import com.umcloud.umha.testkit.simulation.processor.SimulatedProcessor;
import com.umcloud.umha.testkit.simulation.region.SimulatedConfiguration;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.store.CommittedStep;
import com.umcloud.umha.testkit.simulation.store.KeptDocuments;
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

    /** In every seed that is divisible by it documents are written and read as text. */
    private static final int AS_TEXT = 20;

    /** Limits that are met more often than the usual ones; some seeds have one of these. */
    private static final List<Map<String, String>> LIMITS = List.of(
            Map.of("safety.maximum_recovering_hosts", "1"),
            Map.of("safety.maximum_recovering_hosts", "2", "safety.maximum_recovering_hosts_per_zone", "1"),
            Map.of("safety.maximum_recovering_hosts_per_zone", "1"),
            Map.of("safety.minimum_healthy_hosts", "4"),
            Map.of("safety.maximum_fencings_per_hour", "1"),
            Map.of("safety.maximum_fencings_per_hour", "2", "recovery.concurrent_evacuations", "2"),
            Map.of("recovery.concurrent_evacuations", "1", "placement.concurrent_evacuations_in_cloud", "2"),
            Map.of("DEFAULT.really_evacuate", "false"));

    private final long seed;
    private final DisasterOptions options;
    private final EngineDocuments documents;
    private final Chance chance;
    private final Story story = new Story();
    private final Coverage coverage = new Coverage();

    public Disaster(long seed, DisasterOptions options) {
        this(seed, options, documents(seed, options));
    }

    /** @param documents how the processors' documents are kept; makes no difference to what happens */
    Disaster(long seed, DisasterOptions options, EngineDocuments documents) {
        this.seed = seed;
        this.options = options;
        this.documents = documents;
        this.chance = new Chance(seed);
    }

    /** As text in every twentieth seed, and where something is wrong on purpose. */
    private static EngineDocuments documents(long seed, DisasterOptions options) {
        boolean asText = seed % AS_TEXT == 0 || options.seams() != Seams.NONE;
        return asText ? EngineDocuments.JSON : new KeptDocuments();
    }

    /** Lets it happen. */
    public DisasterResult run() {
        SiteLayout layout = layout();
        boolean shared = chance.happens(0.5);
        Map<String, String> settings = settings(shared, layout);
        Configuration configuration = SimulatedConfiguration.with(settings);
        Map<String, String> mutated = new TreeMap<>(settings);
        mutated.putAll(options.seams().settings());
        CheckedSeams seams = new CheckedSeams(options.seams());
        WatchedSeams watched = new WatchedSeams(seams);
        SimulatedRegion region = new SimulatedRegion(
                new Chance(seed),
                layout,
                openStack(shared),
                SimulatedConfiguration.with(mutated),
                watched,
                this::told,
                story::tell,
                documents);
        story.use(region.agenda());
        load(region);
        Checks checks = new Checks(region, configuration, options.forced(), coverage);
        seams.check(checks);
        Lookout lookout = new Lookout(region, checks, watched, story::tell);
        Duration length = chance.between(Duration.ofMinutes(2), Duration.ofMinutes(8));
        Storm storm = new Storm(region, chance.split(), story, length, lookout);
        CalmOperator operator =
                new CalmOperator(region, chance.split(), configuration.safety().excludedHosts(), story::tell);
        region.processors().forEach(SimulatedProcessor::start);
        storm.plan(options.troubles());
        try {
            rage(region, storm, checks, lookout);
            calm(region, storm, checks, lookout, operator);
            new FinalChecks(region, checks).look();
            lookout.close();
        } catch (RuntimeException e) {
            checks.violated("the simulation broke: " + e);
            story.tell(stackOf(e));
        } finally {
            region.processors().forEach(SimulatedProcessor::kill);
        }
        summarise(region, storm, lookout);
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
        int zones = chance.happens(0.4) ? 2 : 1;
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

    private Map<String, String> settings(boolean shared, SiteLayout layout) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("DEFAULT.on_share_storage", String.valueOf(shared));
        settings.put("DEFAULT.force_evacuate_when_ipmi_unknown", String.valueOf(options.forced()));
        settings.put("return.leave_disabled", String.valueOf(chance.happens(0.2)));
        if (chance.happens(0.4)) {
            settings.putAll(chance.oneOf(LIMITS));
        }
        settings.put("recovery.stable_before_return", chance.happens(0.5) ? "30s" : "3m");
        if (chance.happens(0.7)) {
            settings.put("selection.reset_to_error", "paused, suspended");
        }
        if (chance.happens(0.1)) {
            settings.put("safety.excluded_hosts", chance.oneOf(layout.hosts()).name());
        }
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
                instance = chance.happens(0.1) ? instance.withStatus("PAUSED") : instance;
                instance = chance.happens(0.1) ? instance.withLock() : instance;
                region.nova().addInstance(instance);
            }
        }
    }

    // ---- the two phases ----

    private void rage(SimulatedRegion region, Storm storm, Checks checks, Lookout lookout) {
        Instant end = region.agenda().instant().plus(storm.length());
        run(region, end, checks, lookout);
    }

    private void calm(SimulatedRegion region, Storm storm, Checks checks, Lookout lookout, CalmOperator operator) {
        story.tell("---- calm ----");
        storm.end();
        region.database().calm();
        region.cloud().calm();
        region.processors().forEach(SimulatedProcessor::start);
        Instant end = region.agenda().instant().plus(CALM);
        Instant quietSince = region.agenda().instant();
        List<CommittedStep> commits = region.database().commits();
        while (region.agenda().instant().isBefore(end)) {
            operator.attend();
            int before = commits.size();
            run(region, region.agenda().instant().plus(Duration.ofSeconds(10)), checks, lookout);
            boolean news = commits.subList(before, commits.size()).stream().anyMatch(Disaster::isNews);
            if (news || !FinalChecks.isAtRest(region) || !operator.isDone()) {
                quietSince = region.agenda().instant();
            } else if (region.agenda().instant().isAfter(quietSince.plus(QUIET))) {
                return;
            }
        }
    }

    /** What is said of the hosts to operators is written again each minute, and that a limit is exceeded as well. */
    private static boolean isNews(CommittedStep step) {
        IncidentCommit commit = step.commit();
        return !commit.incidents().isEmpty()
                || !commit.intents().isEmpty()
                || !commit.history().isEmpty()
                || !commit.outbox().isEmpty();
    }

    private void run(SimulatedRegion region, Instant end, Checks checks, Lookout lookout) {
        long steps = 0;
        while (region.agenda().step(end)) {
            steps++;
            lookout.look();
            checks.look();
        }
        region.agenda().runUntil(end);
        coverage.stepped(steps);
    }

    private void told(Incident incident, Announcement announcement) {
        coverage.told(announcement.kind().name());
        story.tell(incident.host() + " " + announcement.kind() + ": " + announcement.detail());
    }

    private void summarise(SimulatedRegion region, Storm storm, Lookout lookout) {
        storm.begun().forEach(coverage::begun);
        region.database().injectedFaults().forEach((kind, times) -> coverage.met("database " + kind, times));
        region.cloud().journal().faults().forEach((kind, times) -> coverage.met("nova " + kind, times));
        region.site().truth().faults().met().forEach((kind, times) -> coverage.met("site " + kind, times));
        FaultCatalogue.count(region, storm, lookout.hits(), coverage);
        for (HistoryRow row : region.database().history()) {
            coverage.ended(row.outcome());
        }
    }
}
