package com.umcloud.umha.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.selection.SelectionRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/selection.md and the shipped umha.conf tell people to write is understood. */
class SelectionGuideTest {
    private static final Path GUIDE = Path.of("../docs/selection.md");
    private static final Path SAMPLE = Path.of("../umha-daemon/src/main/dist/etc/umha/umha.conf");
    private static final Pattern BLOCK = Pattern.compile("(?s)```ini\n(.*?)```");
    private static final Pattern LINE = Pattern.compile("`((?:include|exclude|first|reset_to_error) = [^`]*)`");
    private static final Pattern COMMENT =
            Pattern.compile("#(?: .*)?\\s((?:include|exclude|first|image_properties) = .*)");

    @TempDir
    private Path directory;

    @Test
    void everyBlockOfTheGuideLoadsWithoutAWarning() throws IOException {
        List<String> blocks = found(BLOCK, GUIDE);

        assertThat(blocks)
                .hasSize(4)
                .allSatisfy(block -> assertThat(new ConfigurationFiles(directory)
                                .file("umha.conf", block)
                                .warnings())
                        .isEmpty());
    }

    @Test
    void everyLineOfTheTablesIsUnderstood() throws IOException {
        assertThat(found(LINE, GUIDE))
                .hasSize(8)
                .allSatisfy(line -> assertThat(new ConfigurationFiles(directory)
                                .file("umha.conf", "[selection]\nimage_properties = true\n" + line + "\n")
                                .load()
                                .isSet("selection", line.substring(0, line.indexOf(' '))))
                        .isTrue());
    }

    @Test
    void theSampleShowsWhatUsersOfOthersWrite() throws IOException {
        List<String> lines = found(COMMENT, SAMPLE);

        assertThat(lines).hasSize(5).contains("image_properties = true");
        assertThat(lines.stream()
                        .filter(line -> !line.startsWith("image_properties"))
                        .map(line -> line.substring(line.indexOf('=') + 1))
                        .flatMap(rules -> Pattern.compile(",").splitAsStream(rules))
                        .map(SelectionRule::parse)
                        .map(SelectionRule::toString))
                .containsExactly(
                        "metadata:HA_Enabled=true",
                        "metadata:HA_Enabled=true",
                        "flavor:evacuable=true",
                        "image:evacuable=true",
                        "not aggregate:evacuable=true");
    }

    private static List<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
