package com.umcloud.umha.example.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.meter.Measurement;
import com.umcloud.umha.api.meter.MeasurementType;
import com.umcloud.umha.api.meter.Meter;
import com.umcloud.umha.api.plugin.PluginContext;
import com.umcloud.umha.core.plugin.FactoryDescription;
import com.umcloud.umha.core.plugin.PluginLoader;
import com.umcloud.umha.core.plugin.PluginRegistry;
import com.umcloud.umha.core.plugin.StandardPluginContext;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin as the program meets it: a jar in a plugin folder, whose classes are not on the class path. */
class FilesystemFreePluginTest {
    @TempDir
    private Path directory;

    private Path plugins;

    @BeforeEach
    void install() throws Exception {
        plugins = directory.resolve("plugins");
        Path folder = Files.createDirectories(plugins.resolve("filesystem-free"));
        Path classes = Path.of(FilesystemFreePlugin.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("meter.jar")));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }

    @Test
    void isLoadedFromItsFolderAndMeasures() throws Exception {
        try (PluginRegistry registry = load()) {
            assertThat(registry.problems()).isEmpty();
            assertThat(registry.descriptions())
                    .extracting(FactoryDescription::name)
                    .containsExactly("filesystem_free");
            Config config = settings(directory + ", " + directory.resolve("not-there") + ", /")
                    .withFallback(registry.referenceConfigs());

            try (Meter meter = registry.meter("filesystem_free").create(config, context())) {
                assertThat(meter.getClass().getClassLoader())
                        .isNotSameAs(getClass().getClassLoader());
                assertThat(meter.measure(Duration.ofSeconds(1)))
                        .hasSize(2)
                        .allSatisfy(measurement -> {
                            assertThat(measurement.name()).isEqualTo("filesystem_free");
                            assertThat(measurement.type()).isEqualTo(MeasurementType.GAUGE);
                            assertThat(measurement.volume()).isBetween(0.0, 1.0);
                        })
                        .extracting(Measurement::resourceId)
                        .containsExactly("compute-1" + directory, "compute-1/");
            }
        }
    }

    @Test
    void shipsItsDefaults() {
        try (PluginRegistry registry = load()) {
            assertThat(registry.referenceConfigs().getString("filesystem_free.directories"))
                    .isEqualTo("/var/lib/nova/instances");
        }
    }

    @Test
    void failsWhenNothingCanBeMeasured() throws Exception {
        try (PluginRegistry registry = load();
                Meter meter = registry.meter("filesystem_free").create(settings("/not/there"), context())) {
            assertThatThrownBy(() -> meter.measure(Duration.ofSeconds(1)))
                    .isInstanceOf(UmhaException.class)
                    .hasMessageContaining("/not/there");
        }
    }

    @Test
    void refusesARelativePath() {
        try (PluginRegistry registry = load()) {
            assertThatThrownBy(() -> registry.meter("filesystem_free").create(settings("/, var"), context()))
                    .isInstanceOfSatisfying(
                            UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.CONFIGURATION))
                    .hasMessageContaining("meter 'filesystem_free' of plugin")
                    .hasMessageContaining("[filesystem_free] directories = /, var");
        }
    }

    private PluginRegistry load() {
        return new PluginLoader(new ProgramWithoutExample()).load(plugins);
    }

    /** The program has the example neither among its services nor among its defaults. */
    private static final class ProgramWithoutExample extends ClassLoader {
        ProgramWithoutExample() {
            super(FilesystemFreePluginTest.class.getClassLoader());
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            boolean hidden = name.equals("reference.conf") || name.startsWith("META-INF/services/");
            return hidden ? Collections.emptyEnumeration() : super.getResources(name);
        }
    }

    private static Config settings(String directories) {
        return ConfigFactory.parseMap(Map.of("filesystem_free.directories", directories));
    }

    private PluginContext context() {
        return new StandardPluginContext(InstantSource.system(), System::nanoTime, "compute-1", directory, method -> {
            throw new UmhaException(FailureType.CONFIGURATION, "no probe " + method);
        });
    }
}
