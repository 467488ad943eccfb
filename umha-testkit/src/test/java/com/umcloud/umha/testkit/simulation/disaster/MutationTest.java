package com.umcloud.umha.testkit.simulation.disaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rules that are switched off are noticed within a thousand seeds. The page about the simulation notes the first seed of each, which
 * is tried before all others; {@code -Dupdate} looks for them anew.
 */
class MutationTest {
    private static final int SEEDS = 1000;
    private static final Path PAGE = Path.of("..", "docs", "simulation.md");
    private static final String TITLE = "## The rules that were switched off\n";
    private static final String NEXT = "\n## ";
    private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| \\d+ \\| (\\d+) \\|.*");

    private static DisasterOptions options(Mutation mutation) {
        return DisasterOptions.usual().withSeams(mutation);
    }

    /** What is noticed because of the mutation: what fails without it as well shows nothing. */
    private static Optional<DisasterResult> firstNoticed(Mutation mutation) throws InterruptedException {
        Simulator simulator = new Simulator(options(mutation), 2);
        long from = 1;
        while (from <= SEEDS) {
            Optional<DisasterResult> failed = simulator.firstFailure(from, SEEDS + 1 - from);
            if (failed.isEmpty() || isWellWithout(failed.get().seed())) {
                return failed;
            }
            from = failed.get().seed() + 1;
        }
        return Optional.empty();
    }

    private static boolean isWellWithout(long seed) {
        return new Disaster(seed, DisasterOptions.usual()).run().isWell();
    }

    /** The seeds that the page notes, by the mutations' labels. */
    private static Map<String, Long> noted() throws IOException {
        Map<String, Long> seeds = new TreeMap<>();
        for (String line : part(Files.readString(PAGE)).split("\n")) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                seeds.put(row.group(1), Long.parseLong(row.group(2)));
            }
        }
        return seeds;
    }

    private static int begin(String page) {
        int begin = page.indexOf(TITLE);
        assertThat(begin).as("a part with the title " + TITLE).isPositive();
        return begin;
    }

    private static int end(String page) {
        int end = page.indexOf(NEXT, begin(page));
        return end < 0 ? page.length() : end;
    }

    private static String part(String page) {
        return page.substring(begin(page), end(page));
    }

    @ParameterizedTest
    @EnumSource
    @DisabledIfSystemProperty(named = "update", matches = ".*")
    void aRuleThatIsSwitchedOffIsNoticed(Mutation mutation) throws IOException, InterruptedException {
        Long seed = noted().get(mutation.label());
        assertThat(seed)
                .as("the seed of %s in %s: mvn test -pl umha-testkit -am -Dtest=MutationTest -Dupdate", mutation, PAGE)
                .isNotNull();
        DisasterResult there = new Disaster(seed, options(mutation)).run();
        if (there.isWell() || !isWellWithout(seed)) {
            assertThat(firstNoticed(mutation)).isPresent();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "update", matches = ".*")
    void thePageIsWrittenAnew() throws IOException, InterruptedException {
        List<String> rows = new ArrayList<>();
        for (Mutation mutation : Mutation.values()) {
            DisasterResult noticed = firstNoticed(mutation).orElseThrow(() -> new AssertionError(mutation));
            rows.add("| `" + mutation.label() + "` | " + mutation.rule() + " | " + noticed.seed() + " | "
                    + withoutNames(noticed.violations().get(0)) + " |\n");
        }
        String page = Files.readString(PAGE);
        String head = part(page).substring(0, part(page).indexOf("|---"));
        String table = head + "|---|---|---|---|\n" + String.join("", rows);
        Files.writeString(PAGE, page.substring(0, begin(page)) + table + page.substring(end(page)));
    }

    /** What was seen, without the moment and the long names of that seed. */
    private static String withoutNames(String violation) {
        String text = violation.strip().replaceFirst("^[0-9.]+ +", "").replaceFirst("^\\d{4}-[^ ]*Z: ", "");
        text = text.replaceAll("\\.domain\\.tld", "")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("Simulated[A-Za-z]+\\[[^|]*", "...")
                .replace("|", "/");
        return text.length() <= 160 ? text : text.substring(0, 157) + "...";
    }
}
