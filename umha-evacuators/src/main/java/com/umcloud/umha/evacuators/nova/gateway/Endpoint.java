package com.umcloud.umha.evacuators.nova.gateway;

/**
 * One endpoint in the catalogue of a token.
 *
 * @param type the type of its service, such as {@code compute}
 * @param region its region
 * @param face {@code public}, {@code internal} or {@code admin}
 * @param url its URL without a slash at its end
 */
record Endpoint(String type, String region, String face, String url) {}
