package com.umcloud.umha.evacuators.nova.gateway;

import java.util.List;

/**
 * One of the services in a cloud's catalogue.
 *
 * @param name what people call it
 * @param types its types in the catalogue; the first that is there is taken
 * @param version what follows the catalogue's URL, whose own version is left out; empty to take the URL as it is
 */
public record CloudService(String name, List<String> types, String version) {
    public static final CloudService NOVA = new CloudService("Nova", List.of("compute"), "");
    public static final CloudService PLACEMENT = new CloudService("Placement", List.of("placement"), "");
    public static final CloudService GLANCE = new CloudService("Glance", List.of("image"), "/v2");

    public CloudService {
        types = List.copyOf(types);
    }

    /**
     * Cinder in the version of the setting {@code cinder_version}. A catalogue that lacks it, as today's lack 1 and 2, is
     * searched for another: what UMHA asks is the same in all three.
     */
    public static CloudService cinder(String version) {
        return new CloudService(
                "Cinder",
                switch (version) {
                    case "1" -> List.of("volume", "volumev2", "volumev3", "block-storage");
                    case "2" -> List.of("volumev2", "volumev3", "block-storage", "volume");
                    default -> List.of("volumev3", "block-storage", "volumev2", "volume");
                },
                "");
    }
}
