package com.umcloud.umha.it.openstack;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What {@code up.sh} has written into {@code cloud.properties}.
 *
 * @param values the file
 */
record CloudProperties(Properties values) {
    /** Reads the file of the cloud that runs; tells how to start one if none does. */
    static CloudProperties read() {
        Path file = stateDirectory().resolve("cloud.properties");
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException("no OpenStack runs here: it/openstack/up.sh starts one (" + file + ")", e);
        }
        return new CloudProperties(values);
    }

    private static Path stateDirectory() {
        return Optional.ofNullable(System.getenv("UMHA_OPENSTACK_DIR"))
                .map(Path::of)
                .orElseGet(() -> Path.of(
                                Optional.ofNullable(System.getenv("TMPDIR")).orElse("/tmp"))
                        .resolve("umha-openstack"));
    }

    List<String> hosts() {
        return List.of(text("hosts").split(","));
    }

    /** A property of the BMC of this host: {@code address}, {@code port}, {@code user}, {@code password}. */
    String bmc(String host, String property) {
        return text("host." + (hosts().indexOf(host) + 1) + ".bmc." + property);
    }

    String text(String key) {
        String value = values.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("cloud.properties has no " + key);
        }
        return value;
    }
}
