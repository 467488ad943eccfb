package com.umcloud.umha.example.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/plugins.md shows is what is compiled here. */
class PluginGuideTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern SHOWN_FILE =
            Pattern.compile("^`(examples/[^`]+)`:\n\n```\\w*\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void showsTheFilesOfTheExampleAsTheyAre() throws Exception {
        List<MatchResult> shown = SHOWN_FILE
                .matcher(Files.readString(ROOT.resolve("docs/plugins.md")))
                .results()
                .toList();

        assertThat(shown)
                .extracting(file -> Path.of(file.group(1)).getFileName().toString())
                .containsExactly(
                        "FilesystemFreePlugin.java",
                        "FilesystemFreeMeterFactory.java",
                        "FilesystemFreeMeter.java",
                        "com.umcloud.umha.api.plugin.UmhaPlugin",
                        "reference.conf");
        for (MatchResult file : shown) {
            assertThat(file.group(2)).as(file.group(1)).isEqualTo(Files.readString(ROOT.resolve(file.group(1))));
        }
    }
}
