package com.umcloud.umha.testkit.openstack.nova;

import com.umcloud.umha.testkit.openstack.http.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Nova's pages (nova/api/openstack/common.py): a page that is full has a link to the next one, be that empty or not.
 *
 * @param maximum Nova's {@code [api] max_limit}
 */
record Paging(int maximum) {
    /** How many rows a page may have. */
    int size(Call call) {
        return Math.min(maximum, call.parameter("limit").map(Integer::parseInt).orElse(maximum));
    }

    /** The link to the next page; empty if this one is not full. */
    Optional<List<Map<String, String>>> next(Call call, List<String> ids, String path) {
        if (ids.isEmpty() || ids.size() != size(call)) {
            return Optional.empty();
        }
        String href = path + "?limit=" + size(call) + "&marker=" + ids.get(ids.size() - 1);
        return Optional.of(List.of(Map.of("rel", "next", "href", href)));
    }
}
