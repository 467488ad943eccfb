package com.umcloud.umha.testkit.openstack.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as it arrived.
 *
 * @param method such as {@code GET}
 * @param path the decoded path, without the query
 * @param query the query's parameters in their order, each with all its values
 * @param headers by lower-case name, the first value of each
 * @param body as text; empty if there was none
 */
public record Call(
        String method, String path, Map<String, List<String>> query, Map<String, String> headers, String body) {

    /** The last value of a parameter, which is the one that Nova takes when it is repeated. */
    public Optional<String> parameter(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    @Override
    public String toString() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query);
    }
}
