package com.umcloud.umha.testkit.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each scenario tells the story that is written down for it. {@code -Dupdate} writes it anew, to be read in the diff. */
class ScenarioTest {
    private static final Path STORIES = Path.of("src", "test", "resources", "scenarios");

    static List<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void tellsItsStory(Scenario scenario) throws IOException {
        Performance performance = new Performance(scenario);
        performance.play();
        String story = performance.story();
        Path file = fileOf(scenario);
        if (System.getProperty("update") != null) {
            Files.createDirectories(STORIES);
            Files.writeString(file, story);
        }
        assertThat(performance.violations()).as(story).isEmpty();
        assertThat(file)
                .as("written by mvn test -pl umha-testkit -am -Dtest=ScenarioTest -Dupdate")
                .exists();
        assertThat(story).isEqualTo(Files.readString(file));
    }

    @Test
    void everyFileHasItsScenario() throws IOException {
        try (Stream<Path> files = Files.list(STORIES)) {
            assertThat(files.map(Path::getFileName).map(Path::toString).toList())
                    .containsExactlyInAnyOrderElementsOf(scenarios().stream()
                            .map(scenario -> scenario.fileName() + ".txt")
                            .collect(Collectors.toList()));
        }
    }

    private static Path fileOf(Scenario scenario) {
        return STORIES.resolve(scenario.fileName() + ".txt");
    }
}
