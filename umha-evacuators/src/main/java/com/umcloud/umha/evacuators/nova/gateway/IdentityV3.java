package com.umcloud.umha.evacuators.nova.gateway;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import java.time.Duration;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.exceptions.ResponseException;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.model.identity.v3.Token;
import org.openstack4j.openstack.OSFactory;

/** A password login at Keystone v3 by openstack4j. */
final class IdentityV3 {
    private final CloudAccess cloud;
    private final HttpTransport transport;

    IdentityV3(CloudAccess cloud, HttpTransport transport) {
        this.cloud = cloud;
        this.transport = transport;
    }

    /**
     * Logs in.
     *
     * @param keystone Keystone's URL, ending in {@code /v3}
     */
    Grant enter(String keystone, Deadline deadline) {
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
            Duration lifetime = Duration.between(
                    token.getIssuedAt().toInstant(), token.getExpires().toInstant());
            return new Grant(keystone, Secret.of(token.getId()), lifetime, Catalogue.of(token));
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
}
