package com.umcloud.umha.evacuators.nova.gateway;

import com.umcloud.umha.api.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach and enter a cloud.
 *
 * @param authUrl Keystone, with or without a version at its end
 * @param username the account
 * @param password its password
 * @param project the project to log into
 * @param userDomain the account's domain
 * @param projectDomain the project's domain
 * @param region the region's name; empty if the catalogue has only one
 * @param face which of Nova's endpoints: {@code internal}, {@code public} or {@code admin}
 * @param highest the highest microversion that may be used
 * @param caFile certificates (PEM) to trust; empty for the system's
 * @param connectTimeout for one connection
 * @param loginTimeout for a whole login
 */
public record CloudAccess(
        URI authUrl,
        String username,
        Secret password,
        String project,
        String userDomain,
        String projectDomain,
        String region,
        String face,
        Microversion highest,
        Optional<Path> caFile,
        Duration connectTimeout,
        Duration loginTimeout) {}
