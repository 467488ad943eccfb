package com.umcloud.umha.it.openstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the scripts that drive the cloud, each with a time limit. */
final class Scripts {
    private final Path directory;

    /** The scripts of this module, wherever in the project the tests are started. */
    Scripts() {
        Path here = Path.of("").toAbsolutePath();
        directory = Files.exists(here.resolve("up.sh")) ? here : here.resolve("it/openstack");
    }

    /** What the script wrote to its standard output; fails with everything it wrote if its exit code is not 0. */
    String run(Duration limit, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(directory.resolve(script).toString()));
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile("umha-it", ".err");
            Path output = Files.createTempFile("umha-it", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            boolean over = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!over) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            String written = Files.readString(output, StandardCharsets.UTF_8);
            String told = Files.readString(errors, StandardCharsets.UTF_8);
            Files.delete(output);
            Files.delete(errors);
            if (!over || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command)
                        + (over ? " ended with " + process.exitValue() : " took longer than " + limit) + ": " + told
                        + written);
            }
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
