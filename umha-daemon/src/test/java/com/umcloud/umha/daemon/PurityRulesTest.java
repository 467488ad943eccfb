package com.umcloud.umha.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of purity find what they forbid. */
class PurityRulesTest {
    private static final String IMPURE = "com.umcloud.umha.daemon.impure";
    private static final String PURE = "com.umcloud.umha.daemon.pure";
    private static final JavaClasses FIXTURES =
            new ClassFileImporter().importPackages(IMPURE, PURE, "com.umcloud.umha.api");

    static Stream<String> offences() {
        return FIXTURES.stream()
                .filter(c -> c.getPackageName().equals(IMPURE)
                        && !c.getSimpleName().equals("package-info")
                        && c.isTopLevelClass())
                .map(JavaClass::getSimpleName)
                .sorted();
    }

    private static List<String> found(JavaClasses classes, String pack) {
        return new PurityRules(pack)
                .all().stream()
                        .flatMap(rule ->
                                rule.allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails().stream())
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("offences")
    void anOffenceIsFound(String name) {
        JavaClasses one = FIXTURES.that(DescribedPredicate.describe(
                name,
                c -> !c.getPackageName().equals(IMPURE) || c.getSimpleName().equals(name)));
        assertThat(found(one, IMPURE)).isNotEmpty().allMatch(detail -> detail.contains(name));
    }

    @Test
    void thereAreOffencesOfEveryKind() {
        assertThat(offences()).hasSizeGreaterThan(15);
    }

    @Test
    void whatDecidesByItsArgumentsAloneIsLetThrough() {
        assertThat(found(FIXTURES, PURE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"assessment", "safety", "selection", "placement", "incident"})
    void thePackagesThatHaveToBePureAreLookedAt(String name) {
        String pack = "com.umcloud.umha.core." + name;
        JavaClasses all = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("com.umcloud.umha.core", "com.umcloud.umha.api");
        assertThat(all.stream().filter(c -> c.getPackageName().startsWith(pack)))
                .hasSizeGreaterThan(3);
        assertThat(HouseRulesTest.PURE).contains(pack + "..");
    }
}
