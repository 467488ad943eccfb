package com.umcloud.umha.daemon.demo;

import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.StorageReading;
import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.config.files.FenceDeviceFile;
import com.umcloud.umha.core.config.files.StorageAddressFile;
import com.umcloud.umha.core.engine.UmhaEngine;
import com.umcloud.umha.core.observation.DeviceCheck;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.safety.DeviceTrust;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.HostStore;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.daemon.program.Databases;
import com.umcloud.umha.daemon.program.LoadedProgram;
import com.umcloud.umha.daemon.program.LogOutput;
import com.umcloud.umha.testkit.cloud.SimulatedCloud;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.mail.ReceivedMail;
import com.umcloud.umha.testkit.mail.SmtpSink;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One outage from beginning to end, on simulated machines with the real programs. */
public final class Demo {
    private static final long WARM_UP_SECONDS = 20;
    private static final long RECOVERY_SECONDS = 45;

    private final int hosts;
    private final int instances;
    private final boolean apart;
    private final PrintWriter out;
    private final Timeline timeline;

    /**
     * A demonstration.
     *
     * @param hosts at least 4, so that two of them may fail
     * @param instances spread evenly over the hosts, at least one each
     * @param apart whether collector and processing are two programs that share the database, as the guide has them
     */
    public Demo(int hosts, int instances, boolean apart, PrintWriter out) {
        if (hosts < 4 || instances < hosts) {
            throw new IllegalArgumentException("the demonstration needs at least 4 hosts and an instance on each");
        }
        this.hosts = hosts;
        this.instances = instances;
        this.apart = apart;
        this.out = out;
        this.timeline = new Timeline(out);
    }

    /** Runs it; takes well under a minute. */
    public DemoResult run() throws InterruptedException {
        Path directory = makeDirectory();
        DemoFiles files = new DemoFiles(directory);
        OpenStackSettings settings = OpenStackSettings.builder()
                .buildTime(Duration.ofSeconds(2))
                .reportInterval(Duration.ofSeconds(1))
                .hostCapacity(instances)
                .build();
        timeline.say("a cloud of " + hosts + " hosts with " + instances + " instances, real protocols on loopback");
        try (SimulatedCloud cloud = SimulatedCloud.builder()
                .hosts(hosts)
                .instancesPerHost(instances / hosts)
                .settings(settings)
                .start()) {
            int port = freePort();
            files.writeController(cloud, port);
            DemoResult result = withPrograms(cloud, files, port);
            if (result.healed()) {
                delete(directory);
            } else {
                timeline.say("the log and all files are kept in " + directory);
            }
            return result;
        }
    }

    private DemoResult withPrograms(SimulatedCloud cloud, DemoFiles files, int port) throws InterruptedException {
        try (LoadedProgram loaded = LoadedProgram.load(files.controllerFiles());
                SimulatedAgents agents = new SimulatedAgents()) {
            LogOutput.apply(loaded.configuration().logging());
            loadLists(loaded.configuration());
            try (Controllers controllers = new Controllers(loaded, apart, timeline::tell)) {
                controllers.start();
                cloud.hosts().forEach(host -> agents.start(host, files.writeAgent(host, cloud.storageNetwork(), port)));
                awaitWell(cloud, controllers.engine());
                return outage(cloud, controllers, cloud.mail());
            }
        }
    }

    private void loadLists(Configuration configuration) {
        try (Database database = Databases.openReady(configuration)) {
            HostStore store = Databases.stores(database, configuration, InstantSource.system())
                    .hosts();
            int devices = store.replaceFenceDevices(
                    FenceDeviceFile.read(configuration.program().fenceDeviceFile()));
            int addresses = store.replaceStorageAddresses(
                    StorageAddressFile.read(configuration.program().storageAddressFile()));
            timeline.say("loaded " + devices + " fence devices and " + addresses + " storage addresses");
        }
    }

    /** Until every host is watched by each signal: before that none of them would be judged. */
    private void awaitWell(SimulatedCloud cloud, UmhaEngine engine) throws InterruptedException {
        timeline.say("starting agents, collector and processing; waiting until every host is watched");
        long end = System.nanoTime() + WARM_UP_SECONDS * 1_000_000_000L;
        long told = -1;
        while (System.nanoTime() < end) {
            long well = engine.lastRound()
                    .map(round -> cloud.hosts().stream()
                            .filter(host -> isWatched(round, host.name()))
                            .count())
                    .orElse(0L);
            if (well != told) {
                timeline.say(well + " of " + hosts + " hosts are watched");
                told = well;
            }
            if (well == hosts) {
                return;
            }
            synchronized (this) {
                wait(100);
            }
        }
        throw new IllegalStateException("not every host could be watched within " + WARM_UP_SECONDS + " s");
    }

    private static boolean isWatched(Round round, String host) {
        Observation seen = round.observations().get(host);
        DeviceCheck device = round.devices().get(host);
        return seen != null
                && seen.liveness() == Liveness.ALIVE
                && seen.storage() == StorageReading.OK
                && device != null
                && device.trust() == DeviceTrust.PROVEN;
    }

    private DemoResult outage(SimulatedCloud cloud, Controllers controllers, SmtpSink mail)
            throws InterruptedException {
        SimulatedHost withoutPower = cloud.hosts().get(1);
        SimulatedHost withoutStorage = cloud.hosts().get(3);
        List<String> failed = List.of(withoutPower.name(), withoutStorage.name());
        Map<String, String> before = placements(cloud, failed);
        timeline.restart();
        timeline.say("*** " + withoutPower.name() + " loses its power ***");
        withoutPower.losePower();
        timeline.say(
                "*** " + withoutStorage.name() + " loses its storage network; its instances hang, its power is on ***");
        withoutStorage.cutStorageNetwork();
        boolean inTime = timeline.awaitResults(failed, RECOVERY_SECONDS, controllers.engine());
        double seconds = timeline.seconds();
        timeline.say(inTime ? "both hosts have their result" : "no result within " + RECOVERY_SECONDS + " s");
        awaitMails(mail, failed);
        DemoResult result = judge(cloud, controllers.stores(), failed, before, seconds, mail);
        print(result, mail, failed);
        return result;
    }

    /** Where the instances of these hosts are now, as the cloud says. */
    private static Map<String, String> placements(SimulatedCloud cloud, List<String> failed) {
        Map<String, String> placed = new HashMap<>();
        for (String host : failed) {
            cloud.host(host).guests().forEach(id -> placed.put(id, host));
        }
        return placed;
    }

    private void awaitMails(SmtpSink mail, List<String> failed) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < end
                && failed.stream().anyMatch(host -> resultMail(mail, host).isEmpty())) {
            synchronized (this) {
                wait(50);
            }
        }
    }

    private static Optional<ReceivedMail> resultMail(SmtpSink mail, String host) {
        return mail.messages().stream()
                .filter(m -> m.subject().contains(host) && m.subject().contains("recovery is"))
                .reduce((first, second) -> second);
    }

    /** By what really runs where, not by what UMHA says. */
    private DemoResult judge(
            SimulatedCloud cloud,
            Stores stores,
            List<String> failed,
            Map<String, String> before,
            double seconds,
            SmtpSink mail) {
        List<DemoResult.Moved> moved = new ArrayList<>();
        for (HistoryRow row : history(stores)) {
            String to = String.join("+", runningOn(cloud, row.instanceId()));
            double took = row.finishedAt()
                    .map(end -> Duration.between(row.startedAt(), end).toMillis() / 1000.0)
                    .orElse(-1.0);
            moved.add(
                    new DemoResult.Moved(row.instanceName(), row.instanceId(), row.source(), to, took, row.outcome()));
        }
        int recovered = 0;
        for (Map.Entry<String, String> placed : before.entrySet()) {
            List<String> now = runningOn(cloud, placed.getKey());
            if (now.size() == 1 && !failed.contains(now.get(0))) {
                recovered++;
            }
        }
        Set<String> twice = cloud.openStack().instancesRunningTwice();
        boolean allOnce = Stream.concat(
                        before.keySet().stream(), cloud.hosts().stream().flatMap(h -> h.guests().stream()))
                .distinct()
                .allMatch(id -> runningOn(cloud, id).size() == 1);
        int lost = before.size() - recovered;
        moved.sort(Comparator.comparing(DemoResult.Moved::from).thenComparing(DemoResult.Moved::instance));
        return new DemoResult(
                lost == 0 && twice.isEmpty() && allOnce && !before.isEmpty(),
                failed,
                recovered,
                lost,
                twice.stream().sorted().toList(),
                Math.round(seconds * 10) / 10.0,
                moved,
                mail.messages().size());
    }

    private static List<HistoryRow> history(Stores stores) {
        return stores.incidents().recentIncidents(100).stream()
                .map(IncidentRow::id)
                .flatMap(id -> stores.incidents().history(id).stream())
                .toList();
    }

    private static List<String> runningOn(SimulatedCloud cloud, String instanceId) {
        return cloud.hosts().stream()
                .filter(h -> h.runs(instanceId))
                .map(SimulatedHost::name)
                .toList();
    }

    private void print(DemoResult result, SmtpSink mail, List<String> failed) {
        out.println();
        out.printf("%-10s %-20s %-20s %8s  %s%n", "instance", "from", "to", "seconds", "outcome");
        for (DemoResult.Moved moved : result.instances()) {
            out.printf(
                    Locale.ROOT,
                    "%-10s %-20s %-20s %8.1f  %s%n",
                    moved.instance(),
                    moved.from(),
                    moved.to(),
                    moved.seconds(),
                    moved.outcome());
        }
        out.println();
        out.println(mail.messages().size() + " mails were sent:");
        mail.messages().forEach(m -> out.println("  " + m.subject()));
        out.println();
        for (String host : failed) {
            resultMail(mail, host).ifPresent(m -> {
                out.println("Mail to " + String.join(", ", m.receivers()) + ": " + m.subject());
                out.println(m.body().lines().map(line -> "  | " + line).collect(Collectors.joining("\n")));
                out.println();
            });
        }
        out.printf(
                Locale.ROOT,
                "%s: %d of %d instances recovered in %.1f s, %d lost, %d running twice, %d mails%n",
                result.healed() ? "HEALED" : "NOT HEALED",
                result.recovered(),
                result.recovered() + result.lost(),
                result.seconds(),
                result.lost(),
                result.runningTwice().size(),
                result.mails());
        out.flush();
    }

    private static Path makeDirectory() {
        try {
            return Files.createTempDirectory("umha-demo-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A UDP port that is free at this moment; the agents' files have to name it before the collector listens. */
    private static int freePort() {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
