package com.umcloud.umha.core.config.ini;

import com.umcloud.umha.core.config.problem.Origin;
import com.umcloud.umha.core.config.problem.ProblemList;
import com.umcloud.umha.core.config.text.TextFile;
import com.umcloud.umha.core.config.text.TextLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file by the rules of oslo.config's own parser (oslo_config.iniparser, the same from 3.9 of Mitaka to 9.0):
 * comments are whole lines that begin with {@code #} or {@code ;}, there are no inline ones; the first {@code =} or
 * {@code :} splits; an indented line continues the value above it; one pair of quotes around a value is taken off. Where
 * oslo.config stops at the first mistake this reader goes on and gathers all of them.
 */
public final class IniReader {
    private final Path file;
    private final ProblemList problems;
    private final List<IniSection> sections = new ArrayList<>();
    private final List<IniEntry> entries = new ArrayList<>();
    private @Nullable String section;
    private boolean sectionLost;
    private @Nullable String key;
    private int keyLine;
    private final List<String> value = new ArrayList<>();

    private IniReader(Path file, ProblemList problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Reads a file; mistakes go to the problems, and what could be read is returned. */
    public static IniFile read(Path file, ProblemList problems) {
        IniReader reader = new IniReader(file, problems);
        for (TextLine line : TextFile.read(file, problems)) {
            reader.line(line.number(), PythonText.stripEnd(line.text()));
        }
        reader.endEntry();
        return new IniFile(file, reader.sections, reader.entries);
    }

    private void line(int number, String text) {
        if (text.isEmpty()) {
            endEntry();
        } else if (text.charAt(0) == ' ' || text.charAt(0) == '\t') {
            continuation(number, text);
        } else {
            endEntry();
            switch (text.charAt(0)) {
                case '[' -> sectionLine(number, text);
                case '#', ';' -> {
                    // a comment
                }
                default -> entryLine(number, text);
            }
        }
    }

    private void continuation(int number, String text) {
        if (key == null) {
            problems.error(
                    Origin.of(file, number),
                    "an indented line continues the value above it, and there is none",
                    "remove the blanks at the start of the line");
        } else {
            value.add(PythonText.strip(text));
        }
    }

    private void sectionLine(int number, String text) {
        if (!text.endsWith("]") || text.length() <= 2) {
            problems.error(
                    Origin.of(file, number), "a section is not written so", "write [section] and nothing after it");
            section = null;
            sectionLost = true;
            return;
        }
        section = text.substring(1, text.length() - 1);
        sections.add(new IniSection(number, section));
    }

    private void entryLine(int number, String text) {
        int colon = text.indexOf(':');
        int equals = text.indexOf('=');
        int split = colon < 0 ? equals : equals < 0 ? colon : Math.min(colon, equals);
        if (split < 0) {
            // the line itself is not shown: it may be the rest of a password
            problems.error(
                    Origin.of(file, number),
                    "the line is no setting",
                    "write key = value, or begin a comment with # in the first column");
            return;
        }
        String name = PythonText.strip(text.substring(0, split));
        if (name.isEmpty()) {
            problems.error(Origin.of(file, number), "there is no key before the " + text.charAt(split), "add the key");
            return;
        }
        if (section == null && !sectionLost) {
            problems.error(
                    Origin.of(file, number),
                    "the key " + name + " stands before any section",
                    "put it under a section line such as [DEFAULT]");
        }
        key = name;
        keyLine = number;
        value.add(unquote(PythonText.strip(text.substring(split + 1))));
    }

    private static String unquote(String text) {
        if (text.isEmpty()) {
            return text;
        }
        char first = text.charAt(0);
        boolean quoted = (first == '"' || first == '\'') && text.charAt(text.length() - 1) == first;
        return quoted ? text.substring(1, Math.max(1, text.length() - 1)) : text;
    }

    private void endEntry() {
        if (key != null && section != null) {
            entries.add(new IniEntry(file, keyLine, section, key, String.join("\n", value)));
        }
        key = null;
        value.clear();
    }
}
