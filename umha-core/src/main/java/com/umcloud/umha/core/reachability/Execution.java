package com.umcloud.umha.core.reachability;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * One run of another program, both its streams taken as one text.
 *
 * @param exitCode empty if it was killed at the limit
 * @param output what it printed, cut off at {@link OutputReader#MOST_BYTES}
 */
record Execution(OptionalInt exitCode, String output) {
    /** How long the rest of the output is waited for once the program has ended. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /**
     * Runs the command with nothing but the search path and the C locale in its environment, and kills it and its
     * descendants at the limit and on interruption.
     */
    static Execution run(List<String> command, Duration limit) throws IOException, InterruptedException {
        Process process = start(command);
        OutputReader reader = new OutputReader(process.getInputStream(), process.pid());
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
            OptionalInt exitCode = ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
            killTree(process);
            return new Execution(exitCode, reader.awaitText(LAST_WORDS));
        } finally {
            killTree(process);
            process.getInputStream().close();
        }
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("PATH"));
        environment.put("LC_ALL", "C");
        return builder.start();
    }

    private static void killTree(Process process) {
        if (process.isAlive()) {
            List<ProcessHandle> descendants = process.descendants().toList();
            process.destroyForcibly();
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
