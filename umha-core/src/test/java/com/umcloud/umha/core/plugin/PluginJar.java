package com.umcloud.umha.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles small sources into the jar of a plugin folder. */
final class PluginJar {
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> resources = new LinkedHashMap<>();

    PluginJar source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    PluginJar resource(String path, String text) {
        resources.put(path, text);
        return this;
    }

    PluginJar service(String... classNames) {
        return resource("META-INF/services/com.umcloud.umha.api.plugin.UmhaPlugin", String.join("\n", classNames));
    }

    /** A plugin with one notifier factory; {@code deliver} is the body of its method. */
    static PluginJar ofNotifier(String className, String factoryName, String deliver) {
        return new PluginJar().service(className).source(className, """
                package %s;
                import com.typesafe.config.Config;
                import com.umcloud.umha.api.notify.*;
                import com.umcloud.umha.api.plugin.*;
                import java.time.Duration;
                import java.util.List;
                public final class %s implements UmhaPlugin {
                    @Override public List<NotifierFactory> notifierFactories() { return List.of(new Factory()); }
                    static final class Factory implements NotifierFactory {
                        @Override public String name() { return "%s"; }
                        @Override public Notifier create(Config config, PluginContext context) { return new It(); }
                    }
                    static final class It implements Notifier {
                        @Override public DeliveryResult deliver(Notification notification, Duration limit) { %s }
                    }
                }
                """.formatted(
                        className.substring(0, className.lastIndexOf('.')),
                        className.substring(className.lastIndexOf('.') + 1),
                        factoryName,
                        deliver));
    }

    /** Writes {@code plugins/folder/file}. */
    Path write(Path plugins, String folder, String file) {
        try {
            Path classes = Files.createTempDirectory("plugin-classes");
            compile(classes);
            Path jar = Files.createDirectories(plugins.resolve(folder)).resolve(file);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    Stream<Path> compiled = Files.walk(classes)) {
                for (Path path : compiled.filter(Files::isRegularFile).toList()) {
                    put(out, classes.relativize(path).toString(), Files.readAllBytes(path));
                }
                for (Map.Entry<String, String> resource : resources.entrySet()) {
                    put(out, resource.getKey(), resource.getValue().getBytes());
                }
            }
            try (Stream<Path> paths = Files.walk(classes)) {
                paths.sorted((a, b) -> b.compareTo(a))
                        .forEach(path -> path.toFile().delete());
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path classes) {
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new Source(name, text)));
        if (units.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        List<String> options = List.of("-proc:none", "-d", classes.toString());
        assertThat(compiler.getTask(errors, null, null, options, null, units).call())
                .as(errors::toString)
                .isTrue();
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
