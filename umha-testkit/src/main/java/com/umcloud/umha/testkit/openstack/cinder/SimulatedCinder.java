package com.umcloud.umha.testkit.openstack.cinder;

import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.Reply;
import com.umcloud.umha.testkit.openstack.nova.NovaState;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cinder's API v1 to v3, as far as single volumes are looked at. The root disks of volume-backed instances are there
 * without further words. Safe for use by several threads.
 */
public final class SimulatedCinder {
    private static final Pattern VOLUME = Pattern.compile("/v[123]/[0-9a-f]{32}/volumes/([^/]+)");

    private record Attached(SimulatedVolume volume, String instanceId) {}

    private final NovaState nova;
    private final Predicate<String> tokens;
    private final Map<String, Attached> volumes = new HashMap<>();

    /**
     * @param nova whose instances have the volumes
     * @param tokens says whether a token is good
     */
    public SimulatedCinder(NovaState nova, Predicate<String> tokens) {
        this.nova = nova;
        this.tokens = tokens;
    }

    /** Attaches a further volume to an instance. */
    public void attach(SimulatedVolume volume, String instanceId) {
        synchronized (volumes) {
            volumes.put(volume.id(), new Attached(volume, instanceId));
        }
        nova.attachVolume(instanceId, volume.id());
    }

    /** Says what the root disk of a volume-backed instance has from its image. */
    public void setRootImageProperties(String instanceId, Map<String, String> properties) {
        String id = NovaState.rootVolumeOf(instanceId);
        synchronized (volumes) {
            volumes.put(id, new Attached(new SimulatedVolume(id, "/dev/vda", true, properties), instanceId));
        }
    }

    /** Answers a request whose path is relative to the endpoint without its version. */
    public Reply handle(Call call, String path) {
        if (!call.header("x-auth-token").map(tokens::test).orElse(false)) {
            return fault("unauthorized", 401, "Unauthorized");
        }
        Matcher matcher = VOLUME.matcher(path);
        if (!matcher.matches() || !call.method().equals("GET")) {
            return Reply.html(404, "404 Not Found");
        }
        return find(matcher.group(1))
                .map(attached -> Reply.json(200, Map.of("volume", view(attached))))
                .orElseGet(() -> fault("itemNotFound", 404, "Volume " + matcher.group(1) + " could not be found."));
    }

    private Optional<Attached> find(String id) {
        synchronized (volumes) {
            if (volumes.containsKey(id)) {
                return Optional.of(volumes.get(id));
            }
        }
        return nova.instances().stream()
                .filter(SimulatedInstance::volumeBacked)
                .filter(instance -> NovaState.rootVolumeOf(instance.id()).equals(id))
                .findFirst()
                .map(instance -> new Attached(new SimulatedVolume(id, "/dev/vda", true, Map.of()), instance.id()));
    }

    private static Map<String, Object> view(Attached attached) {
        SimulatedVolume volume = attached.volume();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", volume.id());
        view.put("status", "in-use");
        view.put("size", 1);
        view.put("bootable", String.valueOf(volume.bootable()));
        view.put(
                "attachments",
                List.of(Map.of(
                        "server_id", attached.instanceId(),
                        "volume_id", volume.id(),
                        "id", volume.id(),
                        "device", volume.device())));
        if (volume.bootable()) {
            Map<String, String> image = new LinkedHashMap<>(volume.imageProperties());
            image.put("image_id", "70a599e0-31e7-49b7-b260-868f441e862b");
            image.put("image_name", "cirros");
            image.put("disk_format", "qcow2");
            image.put("min_ram", "0");
            view.put("volume_image_metadata", image);
        }
        return view;
    }

    private static Reply fault(String name, int status, String message) {
        return Reply.json(status, Map.of(name, Map.of("code", status, "message", message)));
    }
}
