package com.umcloud.umha.it.openstack;

import com.umcloud.umha.core.assessment.Signal;
import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.config.files.FenceDeviceFile;
import com.umcloud.umha.core.config.files.StorageAddressFile;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.HostStore;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.daemon.program.ControllerProgram;
import com.umcloud.umha.daemon.program.Databases;
import com.umcloud.umha.daemon.program.LoadedProgram;
import com.umcloud.umha.daemon.program.LogOutput;
import com.umcloud.umha.testkit.mail.ReceivedMail;
import com.umcloud.umha.testkit.mail.SmtpSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * UMHA as it is shipped: the controller's program with its files, database and mail server, and an agent on every host of the
 * real cloud. The files and the log stay in {@link #directory()}.
 */
public final class Umha implements AutoCloseable {
    private static final Set<String> WATCHED = Set.of(Signal.STORAGE.key(), Signal.PROBE.key(), Signal.POWER.key());

    private final RealCloud cloud;
    private final Path directory;
    private final UmhaFiles files;
    private final HostMirror mirror;
    private final SmtpSink mail = SmtpSink.start();
    private final Agents agents = new Agents();
    private final Narration narration = new Narration();
    private final LoadedProgram loaded;
    private @Nullable ControllerProgram program;
    private @Nullable Process process;

    private Umha(RealCloud cloud, Map<String, String> changes) {
        this.cloud = cloud;
        this.directory = makeDirectory();
        this.files = new UmhaFiles(directory, cloud);
        this.mirror = new HostMirror(cloud);
        int port = freePort();
        files.writeController(mirror, mail, port, changes);
        this.loaded = LoadedProgram.load(files.controllerFiles());
        narration.say("files and log in " + directory);
        loadLists();
        mirror.hosts().values().forEach(host -> agents.start(host, files.writeAgent(host, mirror.network(), port)));
    }

    /** Everything but the controller's program. */
    static Umha withoutController(RealCloud cloud) {
        return new Umha(cloud, Map.of());
    }

    /** Everything, when all hosts are watched by every signal: before that none of them would be judged. */
    public static Umha start(RealCloud cloud, Map<String, String> changes) {
        Umha umha = new Umha(cloud, changes);
        try {
            umha.startController();
            umha.awaitWatched();
            return umha;
        } catch (RuntimeException | AssertionError e) {
            umha.close();
            throw e;
        }
    }

    static Umha start(RealCloud cloud) {
        return start(cloud, Map.of());
    }

    /** Starts the controller's program as a process of its own; {@link #close()} ends it. */
    Process startProcess() {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "com.umcloud.umha.daemon.Umha",
                "all",
                "--config-file",
                files.controllerFiles().get(0).toString(),
                "--config-file",
                files.controllerFiles().get(1).toString());
        try {
            Path output = directory.resolve("process.out");
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
            process = started;
            narration.say("umha all is process " + started.pid());
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until so many processors, one after the other, have become the acting one. Before that their database is better
     * left alone: two that find the lock of a killed process at the same time wait for each other.
     */
    void awaitActing(int processors) {
        RealCloud.awaitThat("acting", Duration.ofSeconds(60), () -> {
            try {
                String log = Files.exists(files.logFile()) ? Files.readString(files.logFile()) : "";
                long times = log.lines()
                        .filter(line -> line.contains("this processor acts now"))
                        .count();
                return times >= processors ? "" : log;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void startController() {
        LogOutput.apply(loaded.configuration().logging());
        ControllerProgram made = new ControllerProgram(loaded, ControllerProgram.Role.ALL, narration::tell);
        program = made;
        made.start();
    }

    private void loadLists() {
        Configuration configuration = loaded.configuration();
        withStores(stores -> {
            HostStore hosts = stores.hosts();
            return hosts.replaceFenceDevices(
                            FenceDeviceFile.read(configuration.program().fenceDeviceFile()))
                    + hosts.replaceStorageAddresses(
                            StorageAddressFile.read(configuration.program().storageAddressFile()));
        });
    }

    /** Asks the database, whoever else uses it. */
    public <T> T withStores(Function<Stores, T> question) {
        Configuration configuration = loaded.configuration();
        try (Database database = Databases.openReady(configuration)) {
            return question.apply(Databases.stores(database, configuration, InstantSource.system()));
        }
    }

    /** What is written down of the instances of all incidents. */
    List<HistoryRow> history() {
        return withStores(stores -> stores.incidents().recentIncidents(100).stream()
                .flatMap(incident -> stores.incidents().history(incident.id()).stream())
                .toList());
    }

    void awaitWatched() {
        RealCloud.awaitThat("all hosts watched", Duration.ofSeconds(40), () -> {
            Map<String, Set<String>> good = withStores(stores -> stores.hosts().signalsSeenGood());
            return cloud.hosts().stream()
                    .filter(host -> !good.getOrDefault(host, Set.of()).containsAll(WATCHED))
                    .map(host -> host + " only by " + good.getOrDefault(host, Set.of()))
                    .collect(Collectors.joining(", "));
        });
        narration.say("all hosts are watched");
    }

    Path directory() {
        return directory;
    }

    UmhaFiles files() {
        return files;
    }

    public Narration narration() {
        return narration;
    }

    SmtpSink mail() {
        return mail;
    }

    /** The newest mail about the result of a host's recovery. */
    Optional<ReceivedMail> resultMail(String host) {
        return mail.messages().stream()
                .filter(m -> m.subject().contains(host) && m.subject().contains("recovery is"))
                .reduce((first, second) -> second);
    }

    ReceivedMail awaitResultMail(String host) {
        RealCloud.awaitThat(
                "a mail about " + host,
                Duration.ofSeconds(20),
                () -> resultMail(host).isPresent()
                        ? ""
                        : mail.messages().stream()
                                .map(ReceivedMail::subject)
                                .toList()
                                .toString());
        return resultMail(host).orElseThrow();
    }

    private static Path makeDirectory() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "umha")).toAbsolutePath(), "run-");
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

    @Override
    public void close() {
        Process other = process;
        if (other != null) {
            other.destroyForcibly();
        }
        ControllerProgram running = program;
        if (running != null) {
            running.close();
        }
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.detachAppender("file");
        }
        agents.close();
        mirror.close();
        loaded.close();
        mail.close();
    }
}
