package com.umcloud.umha.testkit.openstack.glance;

import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Reply;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Glance's API v2, as far as single images are looked at. Safe for use by several threads. */
public final class SimulatedGlance {
    private static final Pattern IMAGE = Pattern.compile("/v2/images/([^/]+)");
    private static final String FIRST = "70a599e0-31e7-49b7-b260-868f441e862b";

    private record Image(Map<String, String> properties, List<String> tags) {}

    private final Predicate<String> tokens;
    private final Map<String, Image> images = new HashMap<>();

    /**
     * @param tokens says whether a token is good
     */
    public SimulatedGlance(Predicate<String> tokens) {
        this.tokens = tokens;
        images.put(FIRST, new Image(Map.of(), List.of()));
    }

    /** Makes an image, or says anew what an image has. */
    public synchronized void setImage(String id, Map<String, String> properties, List<String> tags) {
        images.put(id, new Image(Map.copyOf(properties), List.copyOf(tags)));
    }

    public synchronized void deleteImage(String id) {
        images.remove(id);
    }

    /** Answers a request whose path is relative to the endpoint without its version. */
    public synchronized Reply handle(Call call, String path) {
        if (!call.header("x-auth-token").map(tokens::test).orElse(false)) {
            return Reply.html(401, "401 Unauthorized");
        }
        Matcher matcher = IMAGE.matcher(path);
        if (!matcher.matches() || !call.method().equals("GET")) {
            return Reply.html(404, "404 Not Found");
        }
        Image image = images.get(matcher.group(1));
        if (image == null) {
            return Reply.json(
                    404,
                    Map.of(
                            "message", "No image found with ID " + matcher.group(1) + "<br /><br />\n\n\n",
                            "code", "404 Not Found",
                            "title", "Not Found"));
        }
        Map<String, Object> view = new LinkedHashMap<>(image.properties());
        view.put("id", matcher.group(1));
        view.put("name", "cirros");
        view.put("status", "active");
        view.put("visibility", "public");
        view.put("owner", "5f8e6b2f0c1d4b7a9e3c2d1f0a9b8c7d");
        view.put("disk_format", "qcow2");
        view.put("container_format", "bare");
        view.put("min_disk", 0);
        view.put("min_ram", 0);
        view.put("size", 16300544);
        view.put("protected", false);
        view.put("os_hidden", false);
        view.put("tags", image.tags());
        view.put("created_at", "2026-01-01T00:00:00Z");
        view.put("updated_at", "2026-01-01T00:00:00Z");
        view.put("file", "/v2/images/" + matcher.group(1) + "/file");
        view.put("schema", "/v2/schemas/image");
        view.put("self", "/v2/images/" + matcher.group(1));
        return Reply.json(200, view);
    }
}
