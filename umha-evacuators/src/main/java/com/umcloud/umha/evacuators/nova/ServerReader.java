package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.InstanceStatus;
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
    /** What is needed is all there; newer ones make Nova read more tables for each instance. */
    private static final int VERSION = 9;

    private static final String HOST = "OS-EXT-SRV-ATTR:host";
    private static final int PAGE = 1000;
    private static final int WORTH_A_LIST = 5;

    private final ComputeGateway gateway;
    private final ServiceReader services;
    private final Whereabouts whereabouts = new Whereabouts();

    ServerReader(ComputeGateway gateway, ServiceReader services) {
        this.gateway = gateway;
        this.services = services;
    }

    /** All instances of exactly this host. */
    List<Instance> on(String host, Deadline deadline) throws InterruptedException {
        List<Instance> instances = list(host, deadline);
        if (instances.isEmpty()) {
            // a cell that does not answer is left out of the list; its services tell
            services.service(host, deadline);
        }
        return instances;
    }

    /** The instances with these ids that exist. */
    List<Instance> withIds(List<String> ids, Deadline deadline) throws InterruptedException {
        Map<String, Instance> found = new LinkedHashMap<>();
        Set<String> wanted = new LinkedHashSet<>(ids);
        for (String host : whereabouts.hostsOfAtLeast(WORTH_A_LIST, wanted)) {
            for (Instance instance : list(host, deadline)) {
                if (wanted.contains(instance.id())) {
                    found.put(instance.id(), instance);
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
            one(reply).ifPresent(instance -> found.put(instance.id(), instance));
        }
        whereabouts.seen(found.values());
        return List.copyOf(found.values());
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

    private List<Instance> list(String host, Deadline deadline) throws InterruptedException {
        Microversion version = gateway.highest(deadline).atMost(VERSION);
        Map<String, Instance> instances = new LinkedHashMap<>();
        String marker = "";
        while (true) {
            String path =
                    "/servers/detail?all_tenants=1&host=" + ServiceReader.encode(host) + "&limit=" + PAGE + marker;
            List<AnswerFields> page =
                    new AnswerFields("GET " + path, gateway.read(path, version, deadline)).list("servers");
            for (AnswerFields server : page) {
                Instance instance = instance(server);
                if (!instance.host().equals(Optional.of(host))) {
                    throw server.wrong(
                            "is about another host (" + instance.host().orElse("none")
                                    + "): Nova did not filter by host, which it does for administrators only");
                }
                instances.put(instance.id(), instance);
            }
            if (page.isEmpty()) {
                whereabouts.seen(instances.values());
                return new ArrayList<>(instances.values());
            }
            String next = "&marker=" + page.get(page.size() - 1).text("id");
            if (next.equals(marker)) {
                throw page.get(0).wrong("repeats a page");
            }
            marker = next;
        }
    }

    private static Optional<Instance> one(HttpReply reply) {
        if (reply.status() == 404 && reply.faultName().equals("itemNotFound")) {
            return Optional.empty();
        }
        AnswerFields answer = new AnswerFields(reply.request(), ComputeGateway.checked(reply));
        return Optional.of(instance(answer.object("server")));
    }

    private static Instance instance(AnswerFields server) {
        String status = server.text("status");
        return new Instance(
                server.text("id"),
                server.optionalText("name").orElse(""),
                server.presentText(HOST),
                status(server, status),
                server.presentText("OS-EXT-STS:task_state"),
                disk(server),
                server.flag("locked"),
                server.textMap("metadata"));
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
