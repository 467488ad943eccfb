package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.Flavor;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads instances (Compute API, "Servers"). Nova takes only one id as a filter, so many instances are read by the hosts
 * that they were last seen on, and one by one where that did not find them.
 */
final class ServerReader {
    /** The first that shows the flavor; newer ones make Nova read more tables for each instance. */
    private static final int VERSION = FlavorReader.EMBEDDED;

    private static final String HOST = "OS-EXT-SRV-ATTR:host";
    private static final int PAGE = 1000;
    private static final int WORTH_A_LIST = 5;

    private final ComputeGateway gateway;
    private final ServiceReader services;
    private final FlavorReader flavors;
    private final Optional<ImageReader> images;
    private final Whereabouts whereabouts = new Whereabouts();

    /**
     * @param images reads the properties of images; empty if they are not wanted
     */
    ServerReader(ComputeGateway gateway, ServiceReader services, FlavorReader flavors, Optional<ImageReader> images) {
        this.gateway = gateway;
        this.services = services;
        this.flavors = flavors;
        this.images = images;
    }

    /** Takes from records where instances are now; records come with the oldest first. */
    void moved(List<Migration> records) {
        whereabouts.moved(records);
    }

    /** All instances of exactly this host. */
    List<Instance> on(String host, Deadline deadline) throws InterruptedException {
        List<Instance> instances = instances(list(host, deadline), deadline);
        if (instances.isEmpty()) {
            // a cell that does not answer is left out of the list; its services tell
            services.service(host, deadline);
        }
        return instances;
    }

    /** The instances with these ids that exist. */
    List<Instance> withIds(List<String> ids, Deadline deadline) throws InterruptedException {
        Map<String, AnswerFields> found = new LinkedHashMap<>();
        Set<String> wanted = new LinkedHashSet<>(ids);
        for (String host : whereabouts.hostsOfAtLeast(WORTH_A_LIST, wanted)) {
            for (AnswerFields server : list(host, deadline)) {
                if (wanted.contains(server.text("id"))) {
                    found.put(server.text("id"), server);
                }
            }
        }
        List<String> missing =
                wanted.stream().filter(id -> !found.containsKey(id)).toList();
        List<String> paths = missing.stream()
                .map(id -> "/servers/" + ServiceReader.encode(id))
                .toList();
        Microversion version = gateway.highest(deadline).atMost(VERSION);
        for (HttpReply reply : gateway.readAll(paths, version, deadline)) {
            one(reply).ifPresent(server -> found.put(server.text("id"), server));
        }
        return instances(List.copyOf(found.values()), deadline);
    }

    /**
     * Whether the instance exists.
     *
     * @throws com.umcloud.umha.api.failure.UmhaException if that cannot be told
     */
    boolean exists(String id, Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline).atMost(VERSION);
        HttpReply reply = gateway.send("GET", "/servers/" + ServiceReader.encode(id), "", version, deadline);
        return one(reply).isPresent();
    }

    /** One call for each 1000 servers, or however many Nova gives at once: a page that is not the last one says so. */
    private List<AnswerFields> list(String host, Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline).atMost(VERSION);
        Map<String, AnswerFields> servers = new LinkedHashMap<>();
        String marker = "";
        while (true) {
            String path =
                    "/servers/detail?all_tenants=1&host=" + ServiceReader.encode(host) + "&limit=" + PAGE + marker;
            AnswerFields answer = new AnswerFields("GET " + path, gateway.read(path, version, deadline));
            List<AnswerFields> page = answer.list("servers");
            for (AnswerFields server : page) {
                Optional<String> shown = server.presentText(HOST);
                if (!shown.equals(Optional.of(host))) {
                    throw server.wrong("is about another host (" + shown.orElse("none")
                            + "): Nova did not filter by host, which it does for administrators only");
                }
                servers.put(server.text("id"), server);
            }
            if (page.isEmpty() || !answer.hasNext("servers_links")) {
                return new ArrayList<>(servers.values());
            }
            String next = "&marker=" + page.get(page.size() - 1).text("id");
            if (next.equals(marker)) {
                throw page.get(0).wrong("repeats a page");
            }
            marker = next;
        }
    }

    private static Optional<AnswerFields> one(HttpReply reply) {
        if (reply.status() == 404 && reply.faultName().equals("itemNotFound")) {
            return Optional.empty();
        }
        return Optional.of(new AnswerFields(reply.request(), ComputeGateway.checked(reply)).object("server"));
    }

    private List<Instance> instances(List<AnswerFields> servers, Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline).atMost(VERSION);
        flavors.prepare(servers, version, deadline);
        Map<String, Map<String, String>> properties =
                images.isPresent() ? images.get().of(servers, deadline) : Map.of();
        List<Instance> instances = new ArrayList<>();
        for (AnswerFields server : servers) {
            InstanceDisk disk = disk(server);
            Flavor flavor = flavors.of(server, disk, version);
            instances.add(instance(server, disk, flavor, properties.getOrDefault(server.text("id"), Map.of())));
        }
        whereabouts.seen(instances);
        return instances;
    }

    private static Instance instance(
            AnswerFields server, InstanceDisk disk, Flavor flavor, Map<String, String> imageProperties) {
        return new Instance(
                server.text("id"),
                server.optionalText("name").orElse(""),
                server.presentText(HOST),
                status(server, server.text("status")),
                server.presentText("OS-EXT-STS:task_state"),
                disk,
                server.flag("locked"),
                server.textMap("metadata"),
                flavor,
                imageProperties,
                server.optionalText("tenant_id").orElse(""));
    }

    private static InstanceStatus status(AnswerFields server, String status) {
        try {
            return InstanceStatus.valueOf(status);
        } catch (IllegalArgumentException e) {
            throw server.wrong("has an unknown status: " + status);
        }
    }

    /** A server that was booted from a volume has an empty text where others have an object. */
    private static InstanceDisk disk(AnswerFields server) {
        if (!server.has("image")) {
            throw server.wrong("has no 'image'");
        }
        return server.node().path("image").isObject() ? InstanceDisk.IMAGE : InstanceDisk.VOLUME;
    }
}
