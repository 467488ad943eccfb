package com.umcloud.umha.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.config.schema.EngineSettings;
import com.umcloud.umha.core.safety.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/safety.md says of gates, settings and tests is there. */
class SafetyPageTest {
    private static final Path PAGE = Path.of("../docs/safety.md");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path CONTRACTS = Path.of("../umha-testkit/src/main/java");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Contract))\\.(\\w+)`");
    private static final Pattern RULE = Pattern.compile("(?m)^\\| (\\d+) .*Test\\..*$");

    @Test
    void everyTestThatThePageNamesExists() throws IOException {
        Map<String, String> sources = sources();
        Matcher named = TEST.matcher(Files.readString(PAGE));
        while (named.find()) {
            assertThat(sources).containsKey(named.group(1));
            assertThat(sources.get(named.group(1))).as(named.group()).contains("void " + named.group(2) + "(");
        }
    }

    @Test
    void eachOfTheTwelveRulesHasATest() throws IOException {
        assertThat(RULE.matcher(Files.readString(PAGE)).results().map(found -> Integer.valueOf(found.group(1))))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 12).boxed().toList());
    }

    @Test
    void everyGateAndEverySettingOfSafetyIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        for (Gate gate : Gate.values()) {
            assertThat(page).contains("| " + gate + " |");
        }
        EngineSettings.all().stream()
                .filter(setting -> setting.name().section().equals("safety"))
                .map(setting -> setting.name().key().replace("_per_zone", ""))
                .forEach(key -> assertThat(page).contains("`" + key));
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> tests = Files.walk(TESTS);
                Stream<Path> contracts = Files.walk(CONTRACTS)) {
            return Stream.concat(tests, contracts)
                    .filter(file -> file.toString().matches(".*(Test|Contract)\\.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            SafetyPageTest::read,
                            (one, other) -> one + other,
                            TreeMap::new));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
