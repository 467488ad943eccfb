package com.umcloud.umha.daemon;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * What makes a package pure: a decision depends on what it is given and on nothing else. Clocks, threads, locks, files, sockets,
 * SQL, chance, logging and the plugins' calls are out of reach, and nothing is remembered between two calls.
 */
final class PurityRules {
    private static final String API = "com.umcloud.umha.api..";

    /** In packages that are otherwise allowed. */
    private static final Set<String> IMPURE = Set.of(
            Thread.class.getName(),
            ThreadGroup.class.getName(),
            ThreadLocal.class.getName(),
            InheritableThreadLocal.class.getName(),
            Process.class.getName(),
            ProcessBuilder.class.getName(),
            ProcessHandle.class.getName(),
            Runtime.class.getName(),
            System.class.getName(),
            ClassLoader.class.getName(),
            ServiceLoader.class.getName(),
            Scanner.class.getName(),
            Clock.class.getName(),
            InstantSource.class.getName(),
            Random.class.getName(),
            SplittableRandom.class.getName(),
            "java.util.Timer",
            "java.util.TimerTask");

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

    /** Of Java itself; whether called or handed on as a method reference. */
    private static final Set<String> ASKING = Set.of(
            "now",
            "random",
            "randomUUID",
            "systemDefault",
            "systemDefaultZone",
            "systemUTC",
            "getDefault",
            "getenv",
            "wait",
            "notify",
            "notifyAll",
            "parallel",
            "parallelStream",
            "shuffle",
            "identityHashCode");

    /** What can be changed after it was made. */
    private static final List<String> MUTABLE = List.of(
            "java.util.ArrayList",
            "java.util.LinkedList",
            "java.util.ArrayDeque",
            "java.util.PriorityQueue",
            "java.util.BitSet",
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.TreeMap",
            "java.util.EnumMap",
            "java.util.IdentityHashMap",
            "java.util.WeakHashMap",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.TreeSet",
            "java.util.EnumSet",
            "java.lang.StringBuilder",
            "java.lang.StringBuffer");

    private final String[] packages;

    PurityRules(String... packages) {
        this.packages = packages.clone();
    }

    /** All of them. */
    List<ArchRule> all() {
        return List.of(plainJava(), askNothing(), blockOnNothing(), nothingRemembered(), noLocks());
    }

    ArchRule plainJava() {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .onlyDependOnClassesThat(PLAIN_JAVA
                        .or(resideInAPackage(API))
                        .or(resideInAnyPackage(packages))
                        .or(resideInAPackage("org.jspecify.."))
                        // the type of an array is checked where its elements are used
                        .or(DescribedPredicate.describe("primitive or array", c -> c.isArray() || c.isPrimitive())));
    }

    ArchRule askNothing() {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should(access("ask neither clock, chance nor environment", (access, found) -> {
                    if (ASKING.contains(access.getName())
                            && access.getTargetOwner().getPackageName().startsWith("java.")) {
                        found.add(SimpleConditionEvent.violated(access, access.getDescription()));
                    }
                }));
    }

    /** The calls of a plugin say by their exceptions that they may block; the plain data of the API have none. */
    ArchRule blockOnNothing() {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should(access("call nothing that may block or do I/O", (access, found) -> {
                    boolean blocks = access.getTarget().resolveMember().stream()
                            .filter(JavaCodeUnit.class::isInstance)
                            .map(JavaCodeUnit.class::cast)
                            .anyMatch(unit -> unit.getThrowsClause().containsType(InterruptedException.class)
                                    || unit.getThrowsClause().containsType(IOException.class));
                    if (blocks) {
                        found.add(SimpleConditionEvent.violated(access, access.getDescription()));
                    }
                }));
    }

    /** Static fields are final and hold nothing that can be changed. */
    ArchRule nothingRemembered() {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(packages)
                .and()
                .areStatic()
                .and(DescribedPredicate.describe(
                        "are written by hand", f -> !f.getModifiers().contains(JavaModifier.SYNTHETIC)))
                .should(new ArchCondition<>("be final and hold nothing that can be changed") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        boolean constant = field.getModifiers().contains(JavaModifier.FINAL)
                                && !field.getRawType().isArray();
                        if (!constant || isMadeMutable(field)) {
                            events.add(SimpleConditionEvent.violated(
                                    field, field.getFullName() + " is shared by all decisions and can be changed"));
                        }
                    }
                });
    }

    /** Its class makes something of this kind when it is loaded, or the field says so by its type. */
    private static boolean isMadeMutable(JavaField field) {
        return MUTABLE.contains(field.getRawType().getName())
                || field.getOwner().getStaticInitializer().stream()
                        .flatMap(made -> made.getCallsFromSelf().stream())
                        .anyMatch(call -> MUTABLE.contains(call.getTargetOwner().getName()));
    }

    ArchRule noLocks() {
        return noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(packages)
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> access(String what, BiConsumer<JavaAccess<?>, ConditionEvents> check) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAccessesFromSelf().forEach(access -> check.accept(access, events));
            }
        };
    }
}
