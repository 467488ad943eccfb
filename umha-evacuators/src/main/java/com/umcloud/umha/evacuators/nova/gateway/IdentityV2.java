package com.umcloud.umha.evacuators.nova.gateway;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openstack4j.api.OSClient.OSClientV2;
import org.openstack4j.model.identity.v2.Access;
import org.openstack4j.openstack.OSFactory;

/**
 * A password login at Keystone v2.0 by openstack4j. That version knows no domains: user and tenant are those of the default
 * domain.
 */
final class IdentityV2 {
    /** What a server answers that no longer has version 2.0. */
    private static final Set<Integer> NOT_SERVED = Set.of(300, 404, 410);

    private final CloudAccess cloud;
    private final HttpTransport transport;

    IdentityV2(CloudAccess cloud, HttpTransport transport) {
        this.cloud = cloud;
        this.transport = transport;
    }

    /**
     * Logs in.
     *
     * @param keystone Keystone's URL, ending in {@code /v2.0}
     * @return empty if the server has no version 2.0
     */
    Optional<Grant> enter(String keystone, Deadline deadline) {
        AtomicReference<@Nullable HttpReply> seen = new AtomicReference<>();
        try {
            OSClientV2 client =
                    JavaHttpExecutorService.using(transport, deadline, seen::set, () -> authenticate(keystone));
            return Optional.of(grant(keystone, client.getAccess(), seen.get()));
        } catch (UmhaException e) {
            throw e;
        } catch (RuntimeException e) {
            // openstack4j stumbles over answers of the wrong form in many ways; the answer itself says what it was
            HttpReply reply = seen.get();
            if (reply != null && NOT_SERVED.contains(reply.status())) {
                return Optional.empty();
            }
            throw refused(keystone, reply, e);
        }
    }

    private OSClientV2 authenticate(String keystone) {
        return OSFactory.builderV2()
                .endpoint(keystone)
                .credentials(cloud.username(), cloud.password().reveal())
                .tenantName(cloud.project())
                .authenticate();
    }

    private static Grant grant(String keystone, Access access, @Nullable HttpReply reply) {
        String id = access.getToken().getId();
        Optional<Instant> issuedAt = reply == null ? Optional.empty() : issuedAt(reply);
        if (id == null || id.isBlank() || access.getToken().getExpires() == null || issuedAt.isEmpty()) {
            throw new UmhaException(
                    FailureType.EXTERNAL, "Keystone at " + keystone + " gave a token without id or times");
        }
        Duration lifetime =
                Duration.between(issuedAt.get(), access.getToken().getExpires().toInstant());
        return new Grant(keystone, Secret.of(id), lifetime, Catalogue.of(access));
    }

    /** As the token says, or, before Grizzly, when the answer was given. */
    private static Optional<Instant> issuedAt(HttpReply reply) {
        try {
            String text =
                    reply.json().path("access").path("token").path("issued_at").asText("");
            if (!text.isEmpty()) {
                return Optional.of(
                        LocalDateTime.parse(text.replaceAll("Z$", "")).toInstant(ZoneOffset.UTC));
            }
            return reply.headers()
                    .firstValue("Date")
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private UmhaException refused(String keystone, @Nullable HttpReply reply, RuntimeException failure) {
        if (reply != null && reply.status() == 401) {
            return new RefusedLoginException("Keystone at " + keystone + " refuses the login of "
                    + cloud.username() + " into tenant " + cloud.project()
                    + ": check [auth] username, password and tenant_name");
        }
        if (reply != null && reply.status() != 200) {
            return new UmhaException(
                    FailureType.EXTERNAL, "Keystone at " + keystone + " cannot log in: " + reply.describe());
        }
        return new UmhaException(
                FailureType.EXTERNAL,
                "Keystone at " + keystone + " answers nonsense: "
                        + failure.getClass().getSimpleName(),
                failure);
    }
}
