package com.umcloud.umha.evacuators.nova.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.stream.StreamSupport;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.exceptions.ResponseException;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.model.identity.v3.Token;
import org.openstack4j.openstack.OSFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One login: Keystone v3 by openstack4j, the choice of the endpoint from the catalogue, a look at Nova's versions. Called
 * by the one thread of {@link SessionKeeper}: openstack4j leaves its session in a thread-local variable, and that
 * variable is not used for anything else.
 */
final class KeystoneLogin {
    private static final Logger LOG = LoggerFactory.getLogger(KeystoneLogin.class);
    private static final Duration RENEW_AHEAD = Duration.ofMinutes(5);

    private final CloudAccess cloud;
    private final HttpTransport transport;
    private final LongSupplier nanoTime;
    private boolean toldAboutVersion;

    KeystoneLogin(CloudAccess cloud, HttpTransport transport, LongSupplier nanoTime) {
        this.cloud = cloud;
        this.transport = transport;
        this.nanoTime = nanoTime;
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
        String keystone = keystoneUrl(deadline);
        long before = nanoTime.getAsLong();
        Token token = token(keystone, deadline);
        Duration lifetime = lifetime(token);
        Endpoint endpoint = Endpoint.choose(token, cloud.region(), cloud.face());
        NovaVersion nova = NovaVersion.discover(endpoint.url(), cloud.highest(), transport, deadline);
        LOG.info(
                "logged in at {} as {}, project {}: Nova at {} ({} endpoint), microversions up to {}",
                keystone,
                cloud.username(),
                cloud.project(),
                nova.url(),
                endpoint.face(),
                nova.highest());
        Duration ahead = RENEW_AHEAD.compareTo(lifetime.dividedBy(4)) < 0 ? RENEW_AHEAD : lifetime.dividedBy(4);
        return new Session(
                Secret.of(token.getId()),
                nova.url(),
                nova.highest(),
                before + lifetime.minus(ahead).toNanos(),
                before + lifetime.toNanos());
    }

    /** Keystone's v3 URL; the version that stands in the setting is only believed where it is 3. */
    private String keystoneUrl(Deadline deadline) throws InterruptedException {
        String url = cloud.authUrl().toString().replaceAll("/+$", "");
        if (url.endsWith("/v3")) {
            return url;
        }
        String base = url.replaceAll("/v2(\\.0)?$", "");
        HttpReply reply = transport.exchange(
                HttpRequest.newBuilder(URI.create(base + "/")).GET().build(), deadline);
        JsonNode versions = reply.json().path("versions");
        JsonNode values = versions.isArray() ? versions : versions.path("values");
        boolean hasV3 = StreamSupport.stream(values.spliterator(), false)
                .anyMatch(version -> version.path("id").asText().startsWith("v3"));
        if (!hasV3) {
            throw new UmhaException(
                    FailureType.EXTERNAL,
                    "Keystone at " + base + "/ does not offer version 3 (" + reply.describe()
                            + "); UMHA needs it: check [auth] auth_url");
        }
        if (!base.equals(url) && !toldAboutVersion) {
            toldAboutVersion = true;
            LOG.warn(
                    "[auth] auth_url = {} names Keystone's version 2.0; version 3 of the same server is used, with domain {}",
                    url,
                    cloud.userDomain());
        }
        return base + "/v3";
    }

    private Token token(String keystone, Deadline deadline) {
        try {
            Token token = JavaHttpExecutorService.using(transport, deadline, () -> authenticate(keystone))
                    .getToken();
            if (token.getId() == null
                    || token.getId().isBlank()
                    || token.getIssuedAt() == null
                    || token.getExpires() == null) {
                throw new UmhaException(
                        FailureType.EXTERNAL, "Keystone at " + keystone + " gave a token without id or times");
            }
            return token;
        } catch (ResponseException e) {
            throw refused(keystone, e);
        } catch (UmhaException e) {
            throw e;
        } catch (RuntimeException e) {
            // openstack4j stumbles over answers of the wrong form in many ways
            throw new UmhaException(
                    FailureType.EXTERNAL,
                    "Keystone at " + keystone + " answers nonsense: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private OSClientV3 authenticate(String keystone) {
        return OSFactory.builderV3()
                .endpoint(keystone)
                .credentials(cloud.username(), cloud.password().reveal(), Identifier.byName(cloud.userDomain()))
                .scopeToProject(Identifier.byName(cloud.project()), Identifier.byName(cloud.projectDomain()))
                .authenticate();
    }

    private UmhaException refused(String keystone, ResponseException failure) {
        if (failure.getStatus() == 401) {
            return new RefusedLoginException("Keystone at " + keystone + " refuses the login of "
                    + cloud.username() + " (domain " + cloud.userDomain() + ") into project " + cloud.project()
                    + " (domain " + cloud.projectDomain()
                    + "): check [auth] username, password, tenant_name and the domains");
        }
        return new UmhaException(
                FailureType.EXTERNAL, "Keystone at " + keystone + " cannot log in: " + failure.getMessage());
    }

    /** By Keystone's own two times, so that a difference between the clocks does not matter. */
    private static Duration lifetime(Token token) {
        return Duration.between(
                token.getIssuedAt().toInstant(), token.getExpires().toInstant());
    }
}
