package com.umcloud.umha.testkit.simulation.disaster;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.testkit.simulation.disaster.FaultCatalogue.Group;
import com.umcloud.umha.testkit.simulation.disaster.FaultCatalogue.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The end of the page about the simulation is what the catalogue says. {@code -Dupdate} writes it anew. */
class FaultCatalogueTest {
    private static final Path PAGE = Path.of("..", "docs", "simulation.md");
    private static final String TITLE = "## The catalogue of faults\n";

    private static String text() {
        StringBuilder text = new StringBuilder(TITLE);
        text.append("""

                This part is made from the code (`FaultCatalogue`) and checked by the build. After a change write it anew:

                    mvn test -pl umha-testkit -am -Dtest=FaultCatalogueTest -Dsurefire.failIfNoSpecifiedTests=false -Dupdate

                Each number is how often 1,000 seeds have to hit that kind at least.
                """);
        for (Group group : Group.values()) {
            text.append("\n**")
                    .append(group.title())
                    .append("**: ")
                    .append(group.text())
                    .append(".\n\n");
            boolean told = FaultCatalogue.kinds().stream()
                    .anyMatch(kind -> kind.group() == group && !kind.text().isEmpty());
            text.append(
                    told ? "| kind | at least | what it is |\n|---|---|---|\n" : "| kind | at least |\n|---|---|\n");
            for (Kind kind : FaultCatalogue.kinds()) {
                if (kind.group() == group) {
                    text.append("| `").append(kind.name()).append("` | ").append(kind.minimum());
                    text.append(told ? " | " + kind.text() + " |\n" : " |\n");
                }
            }
        }
        return text.toString();
    }

    @Test
    void thePageIsWhatTheCatalogueSays() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(TITLE);
        assertThat(begin).as("a part with the title " + TITLE).isPositive();
        if (System.getProperty("update") != null) {
            page = page.substring(0, begin) + text();
            Files.writeString(PAGE, page);
        }
        assertThat(page.substring(begin))
                .as("written by mvn test -pl umha-testkit -am -Dtest=FaultCatalogueTest -Dupdate")
                .isEqualTo(text());
    }

    @Test
    void noKindIsThereTwiceAndEachHasToBeHit() {
        assertThat(FaultCatalogue.kinds()).extracting(Kind::key).doesNotHaveDuplicates();
        assertThat(FaultCatalogue.kinds()).allMatch(kind -> kind.minimum() > 0);
    }

    @Test
    void whatWasHitTooSeldomIsNamed() {
        Coverage coverage = new Coverage();
        FaultCatalogue.kinds().forEach(kind -> coverage.hit(kind.key(), 2 * kind.minimum()));
        assertThat(FaultCatalogue.below(coverage, 2 * FaultCatalogue.SEEDS)).isEmpty();
        assertThat(FaultCatalogue.below(coverage, 3 * FaultCatalogue.SEEDS)).hasSameSizeAs(FaultCatalogue.kinds());
        assertThat(FaultCatalogue.below(new Coverage(), FaultCatalogue.SEEDS)).hasSameSizeAs(FaultCatalogue.kinds());
    }
}
