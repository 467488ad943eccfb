package com.umcloud.umha.testkit.openstack.settings;

import com.umcloud.umha.api.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How a simulated OpenStack behaves: without further words a Nova Zed with its default times, on shared storage.
 *
 * @param username the one account
 * @param password its password
 * @param project the project it logs into
 * @param domain the domain of both
 * @param administrator whether Nova treats the account as an administrator
 * @param regions the regions in the catalogue, at least one; the simulated Nova is in the first, the others lead nowhere
 * @param interfaces which endpoints the catalogue has: {@code public}, {@code internal}, {@code admin}
 * @param services the types of the services in the catalogue besides Keystone: {@code compute}, {@code placement}, {@code image}
 *     and Cinder's {@code volume}, {@code volumev2}, {@code volumev3}, {@code block-storage}
 * @param identityVersions which of Keystone's versions are served: {@code v2.0}, {@code v3}
 * @param legacyEndpoint whether the catalogue names Nova's old {@code /v2/PROJECT} URL
 * @param tokenLifetime how long a token is good
 * @param highestMicroversion Nova's highest minor version, such as 93 for 2.93; 0 for a Nova without microversions
 * @param maximumLimit Nova's {@code [api] max_limit}: rows per page
 * @param reportInterval how often a compute service reports
 * @param serviceDownTime after how long without report it counts as down
 * @param rpcTimeout how long Nova's API waits for a compute service that does not answer
 * @param bootTime from power on until the compute service runs
 * @param buildTime from the call until an evacuated instance is at its destination
 * @param hostCapacity instances for which a host has room
 * @param sharedStorage whether the hosts share the storage of image-backed instances
 * @param guestsStartWithPower whether guests execute as soon as their host has power again, the worst that can be; else its
 *     compute service starts those that Nova has there, once it has destroyed those that were evacuated
 */
public record OpenStackSettings(
        String username,
        Secret password,
        String project,
        String domain,
        boolean administrator,
        List<String> regions,
        Set<String> interfaces,
        Set<String> services,
        Set<String> identityVersions,
        boolean legacyEndpoint,
        Duration tokenLifetime,
        int highestMicroversion,
        int maximumLimit,
        Duration reportInterval,
        Duration serviceDownTime,
        Duration rpcTimeout,
        Duration bootTime,
        Duration buildTime,
        int hostCapacity,
        boolean sharedStorage,
        boolean guestsStartWithPower) {
    public OpenStackSettings {
        regions = List.copyOf(regions);
        interfaces = Set.copyOf(interfaces);
        services = Set.copyOf(services);
        identityVersions = Set.copyOf(identityVersions);
        if (regions.isEmpty()) {
            throw new IllegalArgumentException("a cloud has at least one region");
        }
    }

    public static OpenStackSettings defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults. */
    public static final class Builder {
        private String username = "admin";
        private Secret password = Secret.of("correct horse");
        private String project = "admin";
        private String domain = "Default";
        private boolean administrator = true;
        private List<String> regions = List.of("RegionOne");
        private Set<String> interfaces = Set.of("public", "internal", "admin");
        private Set<String> services = Set.of("compute", "placement", "image", "volumev3");
        private Set<String> identityVersions = Set.of("v3");
        private boolean legacyEndpoint = false;
        private Duration tokenLifetime = Duration.ofHours(1);
        private int highestMicroversion = 93;
        private int maximumLimit = 1000;
        private Duration reportInterval = Duration.ofSeconds(10);
        private Duration serviceDownTime = Duration.ofSeconds(60);
        private Duration rpcTimeout = Duration.ofSeconds(60);
        private Duration bootTime = Duration.ofSeconds(30);
        private Duration buildTime = Duration.ofSeconds(5);
        private int hostCapacity = 1000;
        private boolean sharedStorage = true;
        private boolean guestsStartWithPower = true;

        private Builder() {}

        public Builder username(String value) {
            username = value;
            return this;
        }

        public Builder password(Secret value) {
            password = value;
            return this;
        }

        public Builder project(String value) {
            project = value;
            return this;
        }

        public Builder domain(String value) {
            domain = value;
            return this;
        }

        public Builder administrator(boolean value) {
            administrator = value;
            return this;
        }

        public Builder regions(List<String> value) {
            regions = value;
            return this;
        }

        public Builder interfaces(Set<String> value) {
            interfaces = value;
            return this;
        }

        public Builder services(Set<String> value) {
            services = value;
            return this;
        }

        public Builder identityVersions(Set<String> value) {
            identityVersions = value;
            return this;
        }

        public Builder legacyEndpoint(boolean value) {
            legacyEndpoint = value;
            return this;
        }

        public Builder tokenLifetime(Duration value) {
            tokenLifetime = value;
            return this;
        }

        public Builder highestMicroversion(int value) {
            highestMicroversion = value;
            return this;
        }

        public Builder maximumLimit(int value) {
            maximumLimit = value;
            return this;
        }

        public Builder reportInterval(Duration value) {
            reportInterval = value;
            return this;
        }

        public Builder serviceDownTime(Duration value) {
            serviceDownTime = value;
            return this;
        }

        public Builder rpcTimeout(Duration value) {
            rpcTimeout = value;
            return this;
        }

        public Builder bootTime(Duration value) {
            bootTime = value;
            return this;
        }

        public Builder buildTime(Duration value) {
            buildTime = value;
            return this;
        }

        public Builder hostCapacity(int value) {
            hostCapacity = value;
            return this;
        }

        public Builder sharedStorage(boolean value) {
            sharedStorage = value;
            return this;
        }

        public Builder guestsStartWithPower(boolean value) {
            guestsStartWithPower = value;
            return this;
        }

        public OpenStackSettings build() {
            return new OpenStackSettings(
                    username,
                    password,
                    project,
                    domain,
                    administrator,
                    regions,
                    interfaces,
                    services,
                    identityVersions,
                    legacyEndpoint,
                    tokenLifetime,
                    highestMicroversion,
                    maximumLimit,
                    reportInterval,
                    serviceDownTime,
                    rpcTimeout,
                    bootTime,
                    buildTime,
                    hostCapacity,
                    sharedStorage,
                    guestsStartWithPower);
        }
    }
}
