package com.umcloud.umha.it.openstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the cloud's scripts and other programs, each within a time limit. */
final class Scripts {
    private final Path directory;
    private final Path state;

    Scripts(Path state) {
        this.state = state;
        this.directory = find();
    }

    private static Path find() {
        for (Path candidate : List.of(Path.of(""), Path.of("it", "openstack"))) {
            if (Files.isExecutable(candidate.resolve("host.sh"))) {
                return candidate.toAbsolutePath();
            }
        }
        throw new IllegalStateException(
                "host.sh is neither in " + Path.of("").toAbsolutePath() + " nor in it/openstack");
    }

    /** Runs a script of the cloud and returns what it printed. */
    String run(Duration limit, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(directory.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return execute(limit, Map.of("UMHA_OPENSTACK_DIR", state.toString()), command);
    }

    /**
     * Runs a program.
     *
     * @throws IllegalStateException with its output if it takes longer or ends with another exit code than 0
     */
    static String execute(Duration limit, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("umha-it-", ".out");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    process.destroyForcibly();
                }
                String text = Files.readString(output);
                if (!ended || process.exitValue() != 0) {
                    String how = ended ? "exit code " + process.exitValue() : "still running after " + limit;
                    throw new IllegalStateException(String.join(" ", command) + ": " + how + "\n" + text);
                }
                return text;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
