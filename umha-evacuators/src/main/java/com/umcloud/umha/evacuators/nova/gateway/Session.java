package com.umcloud.umha.evacuators.nova.gateway;

import com.umcloud.umha.api.secret.Secret;

/**
 * What a login gave.
 *
 * @param token the token
 * @param catalogue all services
 * @param computeUrl Nova's endpoint with its version, without a slash at its end
 * @param highest the highest microversion that both sides know
 * @param renewAt when to renew it, on the steady clock in nanoseconds
 * @param expiresAt when it expires, on the steady clock in nanoseconds
 */
record Session(
        Secret token, Catalogue catalogue, String computeUrl, Microversion highest, long renewAt, long expiresAt) {}
