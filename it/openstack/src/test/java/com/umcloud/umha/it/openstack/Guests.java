package com.umcloud.umha.it.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** The domains of a host, as its hypervisor keeps them. */
final class Guests {
    private static final int RUNNING = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Guests() {}

    /** The ids of the instances that run on the host now. */
    static Set<String> running(CloudProperties properties, String host) {
        Path directory = properties.directory().resolve("hosts").resolve(host);
        Path boot = directory.resolve("boot");
        Path guests = directory.resolve("guests.json");
        try {
            if (!Files.exists(boot) || !Files.exists(guests)) {
                return Set.of();
            }
            JsonNode kept = JSON.readTree(Files.readString(guests));
            if (!kept.path("boot").asText().equals(Files.readString(boot).strip())) {
                return Set.of();
            }
            return kept.path("guests").properties().stream()
                    .filter(guest -> guest.getValue().path("state").asInt() == RUNNING)
                    .map(guest -> guest.getKey())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
