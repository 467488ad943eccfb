package com.umcloud.umha.evacuators.nova.gateway;

import com.umcloud.umha.api.secret.Secret;
import java.time.Duration;

/**
 * What Keystone gives to an account that it knows.
 *
 * @param keystone the URL, with version, that gave it
 * @param token the token
 * @param lifetime how long the token is good, by Keystone's own two times, so that a difference between the clocks does
 *     not matter
 * @param catalogue the cloud's services
 */
record Grant(String keystone, Secret token, Duration lifetime, Catalogue catalogue) {}
