package com.umcloud.umha.it.openstack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** What {@code up.sh} wrote down about the running cloud. */
public final class CloudProperties {
    private final Path file;
    private final Properties properties;
    private final List<Host> hosts;

    /**
     * A compute host.
     *
     * @param name as Nova knows it
     * @param bmcAddress where its BMC answers RMCP+
     */
    public record Host(String name, String bmcAddress, int bmcPort, String bmcUser, String bmcPassword) {}

    private CloudProperties(Path file, Properties properties) {
        this.file = file;
        this.properties = properties;
        this.hosts = readHosts();
    }

    /**
     * Reads the file of the running cloud.
     *
     * @throws IllegalStateException with the remedy if there is none
     */
    public static CloudProperties read() {
        Path file = stateDirectory().resolve("cloud.properties");
        Properties properties = new Properties();
        if (!Files.isReadable(file)) {
            throw new IllegalStateException("no OpenStack is up, " + file + " is missing: run it/openstack/up.sh");
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CloudProperties(file, properties);
    }

    private static Path stateDirectory() {
        String named = System.getenv("UMHA_OPENSTACK_DIR");
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        return Path.of(Optional.ofNullable(System.getenv("TMPDIR")).orElse("/tmp"), "umha-openstack");
    }

    private List<Host> readHosts() {
        List<Host> found = new ArrayList<>();
        for (int i = 1; properties.containsKey("host." + i + ".name"); i++) {
            String prefix = "host." + i + ".";
            found.add(new Host(
                    text(prefix + "name"),
                    text(prefix + "bmc.address"),
                    Integer.parseInt(text(prefix + "bmc.port")),
                    text(prefix + "bmc.user"),
                    text(prefix + "bmc.password")));
        }
        return List.copyOf(found);
    }

    /**
     * The value of a key.
     *
     * @throws IllegalStateException if the file lacks it
     */
    public String text(String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalStateException(
                    file + " lacks " + key + ": run it/openstack/down.sh and it/openstack/up.sh");
        }
        return value;
    }

    public Path directory() {
        return Path.of(text("state_directory"));
    }

    public List<Host> hosts() {
        return hosts;
    }

    public Host host(String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such host: " + name));
    }
}
