package com.umcloud.umha.evacuators.nova.gateway;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openstack4j.api.types.Facing;
import org.openstack4j.model.identity.v3.Service;
import org.openstack4j.model.identity.v3.Token;

/**
 * One of Nova's endpoints in the catalogue of a token. Chosen here and not by openstack4j's resolver, whose cache is
 * shared by all clouds of the process and which takes any region if none is named.
 *
 * @param region its region
 * @param face {@code public}, {@code internal} or {@code admin}
 * @param url its URL without a slash at its end
 */
record Endpoint(String region, String face, String url) {

    /**
     * Chooses.
     *
     * @param region the wanted region; empty if there is only one
     * @param face the wanted kind; where there is none of it, {@code public}
     * @throws UmhaException of type EXTERNAL if there is none; the message lists what there is
     */
    static Endpoint choose(Token token, String region, String face) {
        List<Endpoint> all = compute(token);
        List<Endpoint> inRegion = all.stream()
                .filter(endpoint -> region.isEmpty() || endpoint.region.equals(region))
                .toList();
        if (inRegion.stream().map(Endpoint::region).distinct().count() > 1) {
            throw new UmhaException(
                    FailureType.EXTERNAL,
                    "the catalogue has Nova in several regions, say which in [auth] region_name: " + names(all));
        }
        return ofFace(inRegion, face)
                .or(() -> ofFace(inRegion, "public"))
                .orElseThrow(() -> new UmhaException(
                        FailureType.EXTERNAL,
                        "the catalogue has no " + face + " or public endpoint of Nova (type compute) in region '"
                                + region + "': check [auth] region_name and interface; it has "
                                + (all.isEmpty() ? "none at all" : names(all))));
    }

    private static Optional<Endpoint> ofFace(List<Endpoint> endpoints, String face) {
        return endpoints.stream().filter(endpoint -> endpoint.face.equals(face)).findFirst();
    }

    private static List<Endpoint> compute(Token token) {
        List<Endpoint> endpoints = new ArrayList<>();
        List<? extends Service> catalogue = token.getCatalog();
        if (catalogue == null) {
            return endpoints;
        }
        for (Service service : catalogue) {
            if (!"compute".equals(service.getType())) {
                continue;
            }
            for (var endpoint : service.getEndpoints()) {
                Facing face = endpoint.getIface();
                if (face != null && endpoint.getUrl() != null) {
                    endpoints.add(new Endpoint(
                            Objects.requireNonNullElse(endpoint.getRegion(), ""),
                            face.name().toLowerCase(Locale.ROOT),
                            endpoint.getUrl().toString().replaceAll("/+$", "")));
                }
            }
        }
        return endpoints;
    }

    private static String names(List<Endpoint> endpoints) {
        return endpoints.stream()
                .map(endpoint -> endpoint.region + "/" + endpoint.face)
                .collect(Collectors.joining(", "));
    }
}
