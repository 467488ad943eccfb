package com.umcloud.umha.core.reachability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program in the place of ping that prints what a test wants. */
final class FakePing {
    private FakePing() {}

    /** Writes a shell script with the given body and returns its path. */
    static Path script(Path directory, String... lines) throws IOException {
        Path script = Files.createTempFile(directory, "ping", ".sh");
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + script + " executable");
        }
        return script;
    }

    /** Writes a script that prints the text and ends with the code. */
    static Path printing(Path directory, int exitCode, String text) throws IOException {
        Path file = Files.writeString(Files.createTempFile(directory, "output", ".txt"), text);
        return script(directory, "cat '" + file + "'", "exit " + exitCode);
    }

    /** What iputils prints for requests that were answered after so many milliseconds each. */
    static String replies(String address, List<Double> millis) {
        StringBuilder text = new StringBuilder("PING " + address + " (" + address + ") 56(84) bytes of data.\n");
        for (int i = 0; i < millis.size(); i++) {
            text.append("64 bytes from ")
                    .append(address)
                    .append(": icmp_seq=")
                    .append(i + 1)
                    .append(" ttl=64 time=")
                    .append(millis.get(i))
                    .append(" ms\n");
        }
        return text.toString();
    }

    /** The closing statistics of iputils. */
    static String summary(String address, int sent, int received, String extra) {
        int loss = 100 * (sent - received) / sent;
        return "\n--- " + address + " ping statistics ---\n" + sent + " packets transmitted, " + received
                + " received, " + extra + loss + "% packet loss, time 605ms\n\n";
    }
}
