package com.umcloud.umha.testkit.openstack.keystone;

import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The services of the simulated cloud, as a token lists them in each of Keystone's two versions. */
final class Catalogue {
    static final String PROJECT_ID = "5f8e6b2f0c1d4b7a9e3c2d1f0a9b8c7d";

    private final OpenStackSettings settings;
    private final String identityUrl;
    private final String root;

    /**
     * @param identityUrl where Keystone is reached, without version
     */
    Catalogue(OpenStackSettings settings, String identityUrl) {
        this.settings = settings;
        this.identityUrl = identityUrl;
        this.root = identityUrl.substring(0, identityUrl.lastIndexOf('/'));
    }

    /** One object per endpoint (Identity API v3). */
    List<Object> inVersion3() {
        List<Object> catalogue = new ArrayList<>();
        names().forEach((type, name) -> {
            List<Object> endpoints = new ArrayList<>();
            for (String region : settings.regions()) {
                for (String face : settings.interfaces()) {
                    endpoints.add(Map.of(
                            "id", type + "-" + region + "-" + face,
                            "interface", face,
                            "region", region,
                            "region_id", region,
                            "url", url(type, region, face)));
                }
            }
            catalogue.add(Map.of("id", type, "type", type, "name", name, "endpoints", endpoints));
        });
        return catalogue;
    }

    /** One object per region, with a URL for each interface (Identity API v2.0). */
    List<Object> inVersion2() {
        List<Object> catalogue = new ArrayList<>();
        names().forEach((type, name) -> {
            List<Object> endpoints = new ArrayList<>();
            for (String region : settings.regions()) {
                Map<String, Object> endpoint = new LinkedHashMap<>();
                endpoint.put("id", type + "-" + region);
                endpoint.put("region", region);
                settings.interfaces().forEach(face -> endpoint.put(face + "URL", url(type, region, face)));
                endpoints.add(endpoint);
            }
            catalogue.add(Map.of("type", type, "name", name, "endpoints", endpoints, "endpoints_links", List.of()));
        });
        return catalogue;
    }

    private Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("identity", "keystone");
        settings.services().stream().sorted().forEach(type -> names.put(type, nameOf(type)));
        return names;
    }

    private static String nameOf(String type) {
        return switch (type) {
            case "compute" -> "nova";
            case "placement" -> "placement";
            case "image" -> "glance";
            default -> "cinder";
        };
    }

    private String url(String type, String region, String face) {
        if (type.equals("identity")) {
            return identityUrl;
        }
        if (!region.equals(settings.regions().get(0))) {
            return root + "/elsewhere/v2.1";
        }
        return switch (type) {
            case "compute" -> root + "/compute-" + face + (settings.legacyEndpoint() ? "/v2/" + PROJECT_ID : "/v2.1");
            case "placement" -> root + "/placement";
            case "image" -> root + "/image";
            case "volume" -> root + "/volume/v1/" + PROJECT_ID;
            case "volumev2" -> root + "/volume/v2/" + PROJECT_ID;
            default -> root + "/volume/v3/" + PROJECT_ID;
        };
    }
}
