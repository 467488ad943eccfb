package com.umcloud.umha.core.config.files;

import com.umcloud.umha.core.config.problem.Origin;
import com.umcloud.umha.core.config.problem.ProblemList;
import com.umcloud.umha.core.config.text.TextFile;
import com.umcloud.umha.core.config.text.TextLine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the guide's lists have in common: lines, comments, and that no host and no address comes twice. */
final class HostLines {
    private final Path file;
    private final ProblemList problems;
    private final Map<String, Integer> lineOfHost = new HashMap<>();
    private final Map<String, Integer> lineOfAddress = new HashMap<>();

    HostLines(Path file, ProblemList problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The lines that are neither blank nor a comment, without blanks around them. */
    List<TextLine> read() {
        return TextFile.read(file, problems).stream()
                .map(line -> new TextLine(line.number(), line.text().strip()))
                .filter(line -> !line.text().isEmpty() && !line.text().startsWith("#"))
                .toList();
    }

    void error(int line, String message, String remedy) {
        problems.error(Origin.of(file, line), message, remedy);
    }

    /** Tells a host that an earlier line has. */
    boolean isFirstOfHost(String host, int line) {
        Integer earlier = lineOfHost.putIfAbsent(host, line);
        if (earlier != null) {
            error(line, "host " + host + " stands in line " + earlier + " already", "remove one of the lines");
        }
        return earlier == null;
    }

    /** Tells an address that an earlier line gives to another host. */
    boolean isFirstOfAddress(String address, String shown, int line) {
        Integer earlier = lineOfAddress.putIfAbsent(address, line);
        if (earlier != null) {
            error(
                    line,
                    "address " + shown + " belongs to the host of line " + earlier + " already",
                    "give each host its own");
        }
        return earlier == null;
    }
}
