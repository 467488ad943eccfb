package com.umcloud.umha.evacuators.nova.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One login: Keystone v3 or v2.0, the choice of Nova's endpoint from the catalogue, a look at Nova's versions. Called by the
 * one thread of {@link SessionKeeper}: openstack4j leaves its session in a thread-local variable, and that variable is not
 * used for anything else.
 */
final class KeystoneLogin {
    private static final Logger LOG = LoggerFactory.getLogger(KeystoneLogin.class);
    private static final Duration RENEW_AHEAD = Duration.ofMinutes(5);

    private final CloudAccess cloud;
    private final HttpTransport transport;
    private final LongSupplier nanoTime;
    private final IdentityV3 version3;
    private final IdentityV2 version2;
    private boolean toldAboutVersion;

    KeystoneLogin(CloudAccess cloud, HttpTransport transport, LongSupplier nanoTime) {
        this.cloud = cloud;
        this.transport = transport;
        this.nanoTime = nanoTime;
        this.version3 = new IdentityV3(cloud, transport);
        this.version2 = new IdentityV2(cloud, transport);
    }

    /**
     * Logs in.
     *
     * @throws UmhaException if that fails; never with a password or token in its message
     */
    Session login() throws InterruptedException {
        try {
            return attempt();
        } catch (ExchangeException e) {
            throw new UmhaException(
                    e.type(), "cannot log in at Keystone " + cloud.authUrl() + ": " + e.getMessage(), e);
        }
    }

    private Session attempt() throws InterruptedException {
        Deadline deadline = Deadline.after(cloud.loginTimeout(), nanoTime);
        long before = nanoTime.getAsLong();
        Grant grant = enter(deadline);
        Duration lifetime = grant.lifetime();
        Endpoint endpoint = grant.catalogue().choose(CloudService.NOVA, cloud.region(), cloud.face());
        NovaVersion nova = NovaVersion.discover(endpoint.url(), cloud.highest(), transport, deadline);
        LOG.info(
                "logged in at {} as {}, project {}: Nova at {} ({} endpoint), microversions up to {}",
                grant.keystone(),
                cloud.username(),
                cloud.project(),
                nova.url(),
                endpoint.face(),
                nova.highest());
        Duration ahead = RENEW_AHEAD.compareTo(lifetime.dividedBy(4)) < 0 ? RENEW_AHEAD : lifetime.dividedBy(4);
        return new Session(
                grant.token(),
                grant.catalogue(),
                nova.url(),
                nova.highest(),
                before + lifetime.minus(ahead).toNanos(),
                before + lifetime.toNanos());
    }

    private Grant enter(Deadline deadline) throws InterruptedException {
        String url = cloud.authUrl().toString().replaceAll("/+$", "");
        if (url.endsWith("/v3")) {
            return version3.enter(url, deadline);
        }
        String base = url.replaceAll("/v2(\\.0)?$", "");
        boolean namesVersion2 = !base.equals(url);
        if (namesVersion2 && isDefaultDomain(cloud.userDomain()) && isDefaultDomain(cloud.projectDomain())) {
            Optional<Grant> grant = version2.enter(base + "/v2.0", deadline);
            if (grant.isPresent()) {
                return grant.get();
            }
        }
        HttpReply discovery = transport.exchange(
                HttpRequest.newBuilder(URI.create(base + "/")).GET().build(), deadline);
        Set<String> versions = versions(discovery);
        if (versions.stream().anyMatch(version -> version.startsWith("v3"))) {
            if (namesVersion2) {
                tellAboutVersion(url);
            }
            return version3.enter(base + "/v3", deadline);
        }
        if (!namesVersion2 && versions.contains("v2.0")) {
            return version2.enter(base + "/v2.0", deadline)
                    .orElseThrow(() -> new UmhaException(
                            FailureType.EXTERNAL,
                            "Keystone at " + base + "/ offers version 2.0 and does not serve it"));
        }
        throw new UmhaException(
                FailureType.EXTERNAL,
                "Keystone at " + base + "/ does not offer version 3 (" + discovery.describe() + ")"
                        + (namesVersion2
                                ? ", nor does " + url + " let the account in by version 2.0, which has no domains"
                                : "")
                        + ": check [auth] auth_url and the domains");
    }

    private static boolean isDefaultDomain(String domain) {
        return domain.equalsIgnoreCase("default");
    }

    private void tellAboutVersion(String url) {
        if (!toldAboutVersion) {
            toldAboutVersion = true;
            LOG.warn(
                    "[auth] auth_url = {} names Keystone's version 2.0, which is not served there or knows no domain"
                            + " but the default one; version 3 of the same server is used, with domain {}: say /v3",
                    url,
                    cloud.userDomain());
        }
    }

    /** What a server offers of Keystone's versions; empty if it is none. */
    private static Set<String> versions(HttpReply discovery) {
        JsonNode versions = discovery.json().path("versions");
        JsonNode values = versions.isArray() ? versions : versions.path("values");
        return StreamSupport.stream(values.spliterator(), false)
                .map(version -> version.path("id").asText())
                .collect(Collectors.toUnmodifiableSet());
    }
}
