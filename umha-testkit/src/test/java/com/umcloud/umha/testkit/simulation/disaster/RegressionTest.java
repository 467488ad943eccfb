package com.umcloud.umha.testkit.simulation.disaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Disasters in which something went wrong once; nothing does any more. */
class RegressionTest {
    private static final String FILE = "/simulation/regressions.txt";

    /** A seed, how it is drawn, and what went wrong. */
    record Regression(long seed, DisasterOptions options, String words) {
        static Regression read(String line) {
            String[] parts = line.split("\\s*\\|\\s*", 3);
            assertThat(parts).as("seed | options | words: %s", line).hasSize(3);
            DisasterOptions options = DisasterOptions.usual();
            for (String option : parts[1].equals("-") ? new String[0] : parts[1].split("\\s+")) {
                options = with(options, option);
            }
            return new Regression(Long.parseLong(parts[0]), options, parts[2]);
        }

        private static DisasterOptions with(DisasterOptions options, String option) {
            if (option.equals("--forced")) {
                return options.withForced(true);
            } else if (option.startsWith("--hosts=")) {
                return options.withHosts(Integer.parseInt(option.substring("--hosts=".length())));
            } else if (option.startsWith("--faults=")) {
                List<String> labels =
                        List.of(option.substring("--faults=".length()).split(","));
                Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
                Arrays.stream(Trouble.values())
                        .filter(trouble -> labels.contains(trouble.label()))
                        .forEach(troubles::add);
                assertThat(troubles).as(option).hasSameSizeAs(labels);
                return options.withTroubles(troubles);
            }
            throw new IllegalArgumentException("no option of a regression: " + option);
        }

        @Override
        public String toString() {
            return seed + ": " + words;
        }
    }

    static List<Regression> all() throws IOException {
        try (InputStream file = Objects.requireNonNull(RegressionTest.class.getResourceAsStream(FILE))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Regression::read)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatWentWrongOnceIsRight(Regression regression) {
        DisasterResult result = new Disaster(regression.seed(), regression.options()).run();
        assertThat(result.violations()).as(String.join("\n", result.story())).isEmpty();
    }
}
