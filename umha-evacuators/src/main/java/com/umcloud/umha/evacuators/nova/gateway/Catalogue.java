package com.umcloud.umha.evacuators.nova.gateway;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openstack4j.model.identity.v2.Access;
import org.openstack4j.model.identity.v3.Service;
import org.openstack4j.model.identity.v3.Token;

/**
 * The endpoints that a token lists. Chosen from here and not by openstack4j's resolver, whose cache is shared by all clouds
 * of the process and which takes any region if none is named.
 */
record Catalogue(List<Endpoint> endpoints) {
    Catalogue {
        endpoints = List.copyOf(endpoints);
    }

    /** Of a token of Keystone v3: one object per endpoint. */
    static Catalogue of(Token token) {
        List<Endpoint> endpoints = new ArrayList<>();
        List<? extends Service> services = token.getCatalog();
        for (Service service : services == null ? List.<Service>of() : services) {
            for (var endpoint : service.getEndpoints()) {
                if (endpoint.getIface() != null && endpoint.getUrl() != null) {
                    add(
                            endpoints,
                            service.getType(),
                            endpoint.getRegion(),
                            endpoint.getIface().name().toLowerCase(Locale.ROOT),
                            endpoint.getUrl().toString());
                }
            }
        }
        return new Catalogue(endpoints);
    }

    /** Of a token of Keystone v2.0: one object per region, with a URL for each interface. */
    static Catalogue of(Access access) {
        List<Endpoint> endpoints = new ArrayList<>();
        List<? extends Access.Service> services = access.getServiceCatalog();
        for (Access.Service service : services == null ? List.<Access.Service>of() : services) {
            for (var endpoint : service.getEndpoints()) {
                Map<String, @Nullable URI> urls = new LinkedHashMap<>();
                urls.put("public", endpoint.getPublicURL());
                urls.put("internal", endpoint.getInternalURL());
                urls.put("admin", endpoint.getAdminURL());
                urls.forEach((face, url) -> {
                    if (url != null) {
                        add(endpoints, service.getType(), endpoint.getRegion(), face, url.toString());
                    }
                });
            }
        }
        return new Catalogue(endpoints);
    }

    private static void add(
            List<Endpoint> endpoints, @Nullable String type, @Nullable String region, String face, String url) {
        endpoints.add(new Endpoint(
                Objects.requireNonNullElse(type, ""),
                Objects.requireNonNullElse(region, ""),
                face,
                url.replaceAll("/+$", "")));
    }

    /** Whether there is any endpoint of this service in the region; {@code region} may be empty for any. */
    boolean offers(CloudService service, String region) {
        return endpoints.stream()
                .anyMatch(endpoint -> service.types().contains(endpoint.type())
                        && (region.isEmpty() || endpoint.region().equals(region)));
    }

    /**
     * Chooses an endpoint.
     *
     * @param region the wanted region; empty if there is only one
     * @param face the wanted kind; where there is none of it, {@code public}
     * @throws UmhaException of type EXTERNAL if there is none; the message lists what there is
     */
    Endpoint choose(CloudService service, String region, String face) {
        List<Endpoint> all = endpoints.stream()
                .filter(endpoint -> service.types().contains(endpoint.type()))
                .toList();
        List<Endpoint> inRegion = all.stream()
                .filter(endpoint -> region.isEmpty() || endpoint.region().equals(region))
                .toList();
        if (inRegion.stream().map(Endpoint::region).distinct().count() > 1) {
            throw new UmhaException(
                    FailureType.EXTERNAL,
                    "the catalogue has " + service.name() + " in several regions, say which in [auth] region_name: "
                            + names(all));
        }
        for (String type : service.types()) {
            List<Endpoint> ofType = inRegion.stream()
                    .filter(endpoint -> endpoint.type().equals(type))
                    .toList();
            Optional<Endpoint> found = ofFace(ofType, face).or(() -> ofFace(ofType, "public"));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new UmhaException(
                FailureType.EXTERNAL,
                "the catalogue has no " + face + " or public endpoint of " + service.name() + " (type "
                        + String.join(", ", service.types()) + ") in region '" + region
                        + "': check [auth] region_name and interface; it has "
                        + (all.isEmpty() ? "none at all" : names(all)));
    }

    private static Optional<Endpoint> ofFace(List<Endpoint> endpoints, String face) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.face().equals(face))
                .findFirst();
    }

    private static String names(List<Endpoint> endpoints) {
        return endpoints.stream()
                .map(endpoint -> endpoint.region() + "/" + endpoint.face())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
