package com.umcloud.umha.daemon;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages, and the purity of those that decide. */
@AnalyzeClasses(packages = "com.umcloud.umha", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    private static final String API = "com.umcloud.umha.api..";
    private static final String CORE = "com.umcloud.umha.core..";
    private static final String TESTKIT = "com.umcloud.umha.testkit..";
    private static final String DAEMON = "com.umcloud.umha.daemon..";
    static final String[] PURE = {
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
    private static final PurityRules PURITY = new PurityRules(PURE);

    @ArchTest
    static final ArchRule decisionsNeedPlainJavaTheApiAndEachOtherOnly = PURITY.plainJava();

    @ArchTest
    static final ArchRule decisionsAskNeitherClockNorChance = PURITY.askNothing();

    @ArchTest
    static final ArchRule decisionsBlockOnNothing = PURITY.blockOnNothing();

    @ArchTest
    static final ArchRule decisionsRememberNothingBetweenThem = PURITY.nothingRemembered();

    @ArchTest
    static final ArchRule decisionsTakeNoLocks = PURITY.noLocks();

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
