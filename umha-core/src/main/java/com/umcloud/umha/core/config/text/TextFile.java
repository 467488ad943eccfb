package com.umcloud.umha.core.config.text;

import com.umcloud.umha.core.config.problem.Origin;
import com.umcloud.umha.core.config.problem.ProblemList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a text file as UTF-8 and names each line that is not. */
public final class TextFile {
    /** No configuration file of people's making is longer; a device or a log given by mistake is. */
    private static final int MAXIMUM_BYTES = 4 << 20;

    private TextFile() {}

    /**
     * The readable lines of a file. A line that is not UTF-8 is left out and told; so are a byte order mark, a missing
     * file, and one that is too long.
     */
    public static List<TextLine> read(Path file, ProblemList problems) {
        Optional<byte[]> content = bytes(file, problems);
        if (content.isEmpty()) {
            return List.of();
        }
        byte[] bytes = content.get();
        int start = 0;
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            problems.error(
                    Origin.of(file, 1), "the file starts with a byte order mark", "save it as UTF-8 without one");
            start = 3;
        }
        return lines(file, bytes, start, problems);
    }

    private static Optional<byte[]> bytes(Path file, ProblemList problems) {
        if (Files.isDirectory(file)) {
            problems.error(Origin.of(file, 0), "is a directory", "name a file");
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAXIMUM_BYTES + 1);
            if (bytes.length > MAXIMUM_BYTES) {
                problems.error(
                        Origin.of(file, 0),
                        "is larger than " + MAXIMUM_BYTES + " bytes",
                        "name the right file, it cannot be one of UMHA's");
                return Optional.empty();
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException missing) {
            problems.error(Origin.of(file, 0), "there is no such file", "create it or name another");
        } catch (IOException e) {
            problems.error(
                    Origin.of(file, 0),
                    "cannot be read (" + e.getClass().getSimpleName() + ")",
                    "check its owner and mode");
        }
        return Optional.empty();
    }

    private static List<TextLine> lines(Path file, byte[] bytes, int start, ProblemList problems) {
        List<TextLine> lines = new ArrayList<>();
        int number = 1;
        int from = start;
        for (int at = start; at <= bytes.length; at++) {
            boolean end = at == bytes.length;
            if (!end && bytes[at] != '\n' && bytes[at] != '\r') {
                continue;
            }
            if (!end || at > from) {
                decode(file, bytes, from, at, number, problems).ifPresent(lines::add);
            }
            if (!end && bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n') {
                at++;
            }
            from = at + 1;
            number++;
        }
        return lines;
    }

    private static Optional<TextLine> decode(
            Path file, byte[] bytes, int from, int to, int number, ProblemList problems) {
        String remedy = "save the file as UTF-8";
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                problems.error(Origin.of(file, number), "the line holds a zero byte", remedy);
                return Optional.empty();
            }
            return Optional.of(new TextLine(number, text));
        } catch (CharacterCodingException e) {
            problems.error(Origin.of(file, number), "the line is not UTF-8", remedy);
            return Optional.empty();
        }
    }
}
