package com.umcloud.umha.testkit.simulation.disaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What 1,000 seeds need not reach is declared, and told in the page about the simulation. {@code -Dupdate} writes it anew. */
class NotExpectedTest {
    private static final Path PAGE = Path.of("..", "docs", "simulation.md");
    private static final String TITLE = "## What 1,000 seeds need not reach\n";
    private static final String NEXT = "## The catalogue of faults\n";

    private static List<String> changes() {
        return NotExpected.reasons().stream()
                .flatMap(reason -> reason.changes().stream())
                .toList();
    }

    private static String text() {
        StringBuilder text = new StringBuilder(TITLE);
        text.append("""

                Everything else that is declared is reached, or printed as `never reached`. These changes can happen as well, and tests of
                single steps go through each of them. This part is made from the code (`NotExpected`) and checked by the build. After a
                change write it anew:

                    mvn test -pl umha-testkit -am -Dtest=NotExpectedTest -Dsurefire.failIfNoSpecifiedTests=false -Dupdate

                | why | changes |
                |---|---|
                """);
        NotExpected.reasons()
                .forEach(reason -> text.append("| ")
                        .append(reason.text())
                        .append(" | ")
                        .append(reason.changes().stream()
                                .map(change -> "`" + change + "`")
                                .collect(Collectors.joining(", ")))
                        .append(" |\n"));
        return text.append('\n').toString();
    }

    @Test
    void allOfThemAreDeclaredAndEachIsThereOnce() {
        assertThat(changes()).isNotEmpty().doesNotHaveDuplicates();
        assertThat(new Coverage().unreached()).containsAll(changes());
    }

    @Test
    void nothingElseIsLeftOut() {
        Coverage nothing = new Coverage();
        assertThat(nothing.neverReached()).isNotEmpty().doesNotContainAnyElementsOf(changes());
        assertThat(nothing.neverReached())
                .hasSize(nothing.unreached().size() - changes().size());
    }

    @Test
    void thePageTellsThem() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(TITLE);
        int end = page.indexOf(NEXT);
        assertThat(begin).as("a part with the title " + TITLE).isPositive();
        assertThat(end).as("a part with the title " + NEXT).isGreaterThan(begin);
        if (System.getProperty("update") != null) {
            page = page.substring(0, begin) + text() + page.substring(end);
            Files.writeString(PAGE, page);
            end = page.indexOf(NEXT);
        }
        assertThat(page.substring(begin, end))
                .as("written by mvn test -pl umha-testkit -am -Dtest=NotExpectedTest -Dupdate")
                .isEqualTo(text());
    }
}
