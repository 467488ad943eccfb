package com.umcloud.umha.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.notify.DeliveryResult;
import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Notifier;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.api.plugin.PluginContext;
import com.umcloud.umha.api.plugin.UmhaPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginLoaderTest {
    private static final String SAYS_VERSION = "return new DeliveryResult.TryLater(lib.Version.TEXT());";

    @TempDir
    private Path plugins;

    private final PluginLoader loader = new PluginLoader(PluginLoaderTest.class.getClassLoader());

    @Test
    void twoPluginsUseTheirOwnVersionsOfOneClass() throws Exception {
        versioned("a.One", "one", "1.0").write(plugins, "one", "one.jar");
        versioned("b.Two", "two", "2.0").write(plugins, "two", "two.jar");

        try (PluginRegistry registry = loader.load(plugins)) {
            assertThat(registry.problems()).isEmpty();
            assertThat(said(registry, "one")).isEqualTo("1.0");
            assertThat(said(registry, "two")).isEqualTo("2.0");
        }
    }

    @Test
    void sharesTheApiAndHidesTheRestOfTheProgram() throws Exception {
        PluginJar.ofNotifier("a.Curious", "curious", """
                        StringBuilder seen = new StringBuilder();
                        for (String name : List.of("com.umcloud.umha.core.store.OutboxStore", "com.google.common.base.Joiner",
                                "org.slf4j.Logger", "com.typesafe.config.ConfigFactory", "java.sql.Driver")) {
                            try {
                                Class.forName(name);
                                seen.append(name).append(' ');
                            } catch (ClassNotFoundException e) {
                                continue;
                            }
                        }
                        return new DeliveryResult.TryLater(seen.toString().trim());""").write(plugins, "curious", "curious.jar");

        try (PluginRegistry registry = loader.load(plugins)) {
            assertThat(said(registry, "curious"))
                    .isEqualTo("org.slf4j.Logger com.typesafe.config.ConfigFactory java.sql.Driver");
        }
    }

    @Test
    void aPluginThatBringsItsOwnCopyOfTheApiStillSharesTheProgramsApi() throws Exception {
        PluginJar.ofNotifier("a.Shaded", "shaded", "return new DeliveryResult.Delivered();")
                .source(
                        "com.umcloud.umha.api.plugin.Shadow",
                        "package com.umcloud.umha.api.plugin; public class Shadow {}")
                .write(plugins, "shaded", "shaded.jar");

        try (PluginRegistry registry = loader.load(plugins)) {
            Notifier notifier = registry.notifier("shaded").create(ConfigFactory.empty(), context());
            assertThat(notifier.getClass().getClassLoader()).isNotSameAs(UmhaPlugin.class.getClassLoader());
            assertThatThrownBy(
                            () -> notifier.getClass().getClassLoader().loadClass("com.umcloud.umha.api.plugin.Shadow"))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void aNameOfferedTwiceFailsNamingBothJars() {
        PluginJar.ofNotifier("a.First", "same", "return null;").write(plugins, "first", "first.jar");
        PluginJar.ofNotifier("b.Second", "same", "return null;").write(plugins, "second", "second.jar");

        assertThatThrownBy(() -> loader.load(plugins))
                .asInstanceOf(InstanceOfAssertFactories.type(UmhaException.class))
                .satisfies(e -> assertThat(e.type()).isEqualTo(FailureType.CONFIGURATION))
                .satisfies(e -> assertThat(e)
                        .hasMessageContaining("the notifier 'same' is offered by a.First in")
                        .hasMessageContaining("first/first.jar")
                        .hasMessageContaining("by b.Second in")
                        .hasMessageContaining("second/second.jar"));
    }

    @Test
    void anUnknownNameListsWhatExistsAndWhatFailed() throws IOException {
        PluginJar.ofNotifier("a.Good", "good", "return null;").write(plugins, "good", "good.jar");
        Files.createDirectories(plugins.resolve("broken"));
        Files.writeString(plugins.resolve("broken/broken.jar"), "not a jar");

        try (PluginRegistry registry = loader.load(plugins)) {
            assertThatThrownBy(() -> registry.notifier("goood"))
                    .isInstanceOf(UmhaException.class)
                    .hasMessageContaining("no notifier named 'goood'; there are: good; not loaded: ")
                    .hasMessageContaining("broken.jar: it is not a readable jar");
            assertThatThrownBy(() -> registry.meter("storage"))
                    .hasMessageContaining("no meter named 'storage'; no plugin offers any meter");
        }
    }

    @Test
    void brokenPluginsAreNamedAndLeaveTheOthersAlone() throws IOException {
        PluginJar.ofNotifier("a.Good", "good", "return null;")
                .service("a.Missing", "a.Good")
                .write(plugins, "good", "good.jar");
        throwingPlugin(
                        "b.Lists",
                        "public List<MeterFactory> meterFactories() { throw new IllegalStateException(\"oops\"); }")
                .write(plugins, "lists", "lists.jar");
        throwingPlugin("c.Starts", "public Starts() { throw new IllegalStateException(\"no start\"); }")
                .write(plugins, "starts", "starts.jar");
        PluginJar.ofNotifier("d.Loud", "LOUD", "return null;").write(plugins, "loud", "loud.jar");
        new PluginJar().write(plugins, "nothing", "nothing.jar");
        Files.createDirectories(plugins.resolve("empty"));
        Files.createDirectories(plugins.resolve(".hidden"));
        Files.writeString(plugins.resolve("loose.jar"), "");

        try (PluginRegistry registry = loader.load(plugins)) {
            assertThat(registry.descriptions())
                    .extracting(FactoryDescription::name)
                    .containsExactly("good");
            assertThat(registry.problems().stream().map(PluginProblem::toString))
                    .hasSize(7)
                    .anySatisfy(text -> assertThat(text).contains("good", "a.Missing"))
                    .anySatisfy(text -> assertThat(text).contains("b.Lists", "of kind 'meter'", "oops"))
                    .anySatisfy(text -> assertThat(text).contains("starts", "no start"))
                    .anySatisfy(text -> assertThat(text).contains("d.Loud", "is named 'LOUD'"))
                    .anySatisfy(text -> assertThat(text).contains("nothing", "META-INF/services"))
                    .anySatisfy(text -> assertThat(text).contains("empty", "holds no jar"))
                    .anySatisfy(text -> assertThat(text).contains("loose.jar", "move it into"));
        }
    }

    @Test
    void mergesTheDefaultsOfEveryPlugin() throws IOException {
        PluginJar.ofNotifier("a.First", "first", "return null;")
                .resource("reference.conf", "first { speed = 3 }\nshared { by = first }")
                .write(plugins, "first", "first.jar");
        PluginJar.ofNotifier("b.Second", "second", "return null;")
                .resource("reference.conf", "second { name = 告警 }\nshared { by = second, more = 1 }")
                .write(plugins, "second", "second.jar");
        PluginJar.ofNotifier("c.Third", "third", "return null;")
                .resource("reference.conf", "third { ")
                .write(plugins, "third", "third.jar");

        try (PluginRegistry registry = loader.load(plugins)) {
            assertThat(registry.referenceConfigs().getInt("first.speed")).isEqualTo(3);
            assertThat(registry.referenceConfigs().getString("second.name")).isEqualTo("告警");
            assertThat(registry.referenceConfigs().getString("shared.by")).isEqualTo("first");
            assertThat(registry.referenceConfigs().getInt("shared.more")).isEqualTo(1);
            assertThat(registry.referenceConfigs()
                            .getValue("first.speed")
                            .origin()
                            .description())
                    .contains("first.jar!/reference.conf");
            assertThat(registry.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.location()).contains("third.jar"));
        }
    }

    @Test
    void aFactorysFailureNamesItsPlugin() {
        Path jar = PluginJar.ofNotifier("a.Failing", "failing", "return null;")
                .source("a.Failing", """
                        package a;
                        import com.typesafe.config.Config;
                        import com.umcloud.umha.api.notify.*;
                        import com.umcloud.umha.api.plugin.*;
                        import java.util.List;
                        public final class Failing implements UmhaPlugin {
                            @Override public List<NotifierFactory> notifierFactories() {
                                return List.of(new Factory("reads"), new Factory("breaks"), new Factory("nothing"));
                            }
                            record Factory(String name) implements NotifierFactory {
                                @Override public Notifier create(Config config, PluginContext context) {
                                    if (name.equals("reads")) { config.getInt("failing.speed"); }
                                    if (name.equals("breaks")) { throw new NoClassDefFoundError("some/Lib"); }
                                    return null;
                                }
                            }
                        }
                        """)
                .write(plugins, "failing", "failing.jar");

        try (PluginRegistry registry = loader.load(plugins)) {
            assertFailure(registry, "reads", FailureType.CONFIGURATION, "found for key 'failing'", jar);
            assertFailure(registry, "breaks", FailureType.INTERNAL, "some/Lib", jar);
            assertFailure(registry, "nothing", FailureType.INTERNAL, "made nothing", jar);
        }
    }

    @Test
    void aMissingDirectoryHoldsNoPlugins() {
        try (PluginRegistry registry = loader.load(plugins.resolve("not-there"))) {
            assertThat(registry.descriptions()).isEmpty();
            assertThat(registry.problems()).isEmpty();
        }
    }

    @Test
    void closingClosesTheClassLoaders() {
        PluginJar.ofNotifier("a.Late", "late", "return new DeliveryResult.Delivered();")
                .source("a.Unused", "package a; public class Unused {}")
                .write(plugins, "late", "late.jar");
        PluginRegistry registry = loader.load(plugins);
        Notifier notifier = registry.notifier("late").create(ConfigFactory.empty(), context());

        registry.close();

        assertThatThrownBy(() -> notifier.getClass().getClassLoader().loadClass("a.Unused"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private static void assertFailure(PluginRegistry registry, String name, FailureType type, String detail, Path jar) {
        assertThatThrownBy(() -> registry.notifier(name).create(ConfigFactory.empty(), context()))
                .asInstanceOf(InstanceOfAssertFactories.type(UmhaException.class))
                .satisfies(e -> assertThat(e.type()).isEqualTo(type))
                .satisfies(e -> assertThat(e)
                        .hasMessageContaining("notifier '" + name + "' of plugin a.Failing in " + jar)
                        .hasMessageContaining(detail));
    }

    private static PluginJar versioned(String className, String factory, String version) {
        return PluginJar.ofNotifier(className, factory, SAYS_VERSION).source("lib.Version", """
                        package lib;
                        public class Version { public static String TEXT() { return "%s"; } }
                        """.formatted(version));
    }

    private static PluginJar throwingPlugin(String className, String member) {
        return new PluginJar().service(className).source(className, """
                package %s;
                import com.umcloud.umha.api.meter.*;
                import com.umcloud.umha.api.plugin.*;
                import java.util.List;
                public final class %s implements UmhaPlugin { %s }
                """.formatted(
                        className.substring(0, 1), className.substring(2), member));
    }

    private static String said(PluginRegistry registry, String name) throws InterruptedException {
        Notifier notifier = registry.notifier(name).create(ConfigFactory.empty(), context());
        Notification notification = new Notification(
                "1", "test", Severity.INFO, Optional.empty(), Optional.empty(), Instant.EPOCH, "title", "body");
        DeliveryResult result = notifier.deliver(notification, Duration.ofSeconds(1));
        return ((DeliveryResult.TryLater) result).detail();
    }

    private static PluginContext context() {
        return new StandardPluginContext(
                InstantSource.system(), System::nanoTime, "compute-1", Path.of("."), method -> {
                    throw new UmhaException(FailureType.CONFIGURATION, "no probe " + method);
                });
    }
}
