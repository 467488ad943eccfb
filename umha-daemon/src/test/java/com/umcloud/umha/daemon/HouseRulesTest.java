package com.umcloud.umha.daemon;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;

/** The arrows between the packages, and the purity of those that decide. */
@AnalyzeClasses(packages = "com.umcloud.umha", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    private static final String API = "com.umcloud.umha.api..";
    private static final String CORE = "com.umcloud.umha.core..";
    private static final String TESTKIT = "com.umcloud.umha.testkit..";
    private static final String DAEMON = "com.umcloud.umha.daemon..";
    private static final String[] PURE = {
        "com.umcloud.umha.core.assessment..",
        "com.umcloud.umha.core.safety..",
        "com.umcloud.umha.core.selection..",
        "com.umcloud.umha.core.placement..",
        "com.umcloud.umha.core.incident.."
    };
    private static final String[] PLUGINS = {
        "com.umcloud.umha.meters..",
        "com.umcloud.umha.fencing..",
        "com.umcloud.umha.evacuators..",
        "com.umcloud.umha.notifiers.."
    };
    private static final Set<String> IMPURE = Set.of(
            Thread.class.getName(),
            ThreadLocal.class.getName(),
            Process.class.getName(),
            ProcessBuilder.class.getName(),
            Runtime.class.getName(),
            System.class.getName(),
            Clock.class.getName(),
            InstantSource.class.getName(),
            Random.class.getName(),
            "java.util.Timer");

    private static final DescribedPredicate<JavaClass> PLAIN_JAVA = resideInAnyPackage(
                    "java.lang",
                    "java.lang.invoke",
                    "java.lang.runtime",
                    "java.util",
                    "java.util.function",
                    "java.util.regex",
                    "java.util.stream",
                    "java.time..")
            .and(DescribedPredicate.describe("without clock, thread or chance", c -> !IMPURE.contains(c.getName())));

    private static final DescribedPredicate<JavaCall<?>> ASKS_CLOCK_OR_CHANCE = DescribedPredicate.describe(
            "now(), random() or randomUUID()",
            call -> Set.of("now", "random", "randomUUID").contains(call.getName())
                    && call.getTargetOwner().getPackageName().startsWith("java."));

    @ArchTest
    static final ArchRule decisionsNeedPlainJavaTheApiAndEachOtherOnly = classes()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .onlyDependOnClassesThat(PLAIN_JAVA
                    .or(resideInAPackage(API))
                    .or(resideInAnyPackage(PURE))
                    .or(resideInAPackage("org.jspecify.."))
                    .or(DescribedPredicate.describe("primitive or array", HouseRulesTest::isPrimitive)));

    @ArchTest
    static final ArchRule decisionsAskNeitherClockNorChance =
            noClasses().that().resideInAnyPackage(PURE).should().callCodeUnitWhere(ASKS_CLOCK_OR_CHANCE);

    @ArchTest
    static final ArchRule theApiNeedsConfigAndJSpecifyOnly = classes()
            .that()
            .resideInAPackage(API)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(API, "java..", "com.typesafe.config..", "org.jspecify..")
                    .or(DescribedPredicate.describe("primitive or array", HouseRulesTest::isPrimitive)));

    @ArchTest
    static final ArchRule guiceNeverAppearsInTheApi = noClasses()
            .that()
            .resideInAPackage(API)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.inject..", "jakarta.inject..");

    @ArchTest
    static final ArchRule theCoreKnowsNoPluginAndNothingAboveIt = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage(PLUGINS).or(resideInAPackage(TESTKIT)).or(resideInAPackage(DAEMON)));

    @ArchTest
    static final ArchRule pluginsKnowTheApiOnly = noClasses()
            .that()
            .resideInAnyPackage(PLUGINS)
            .should()
            .dependOnClassesThat(
                    resideInAPackage(CORE).or(resideInAPackage(TESTKIT)).or(resideInAPackage(DAEMON)));

    @ArchTest
    static final ArchRule noPluginKnowsAnother = slices().matching(
                    "com.umcloud.umha.(meters|fencing|evacuators|notifiers)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule theTestkitKnowsApiAndCoreOnly = noClasses()
            .that()
            .resideInAPackage(TESTKIT)
            .should()
            .dependOnClassesThat(resideInAnyPackage(PLUGINS).or(resideInAPackage(DAEMON)));

    @ArchTest
    static final ArchRule noCyclesBetweenThePackagesOfTheCore =
            slices().matching("com.umcloud.umha.core.(**)").should().beFreeOfCycles();

    /** The type of an array is checked where its elements are used. */
    private static boolean isPrimitive(JavaClass type) {
        return type.isArray() || type.isPrimitive();
    }
}
