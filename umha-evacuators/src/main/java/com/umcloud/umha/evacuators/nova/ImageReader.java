package com.umcloud.umha.evacuators.nova;

import com.fasterxml.jackson.databind.JsonNode;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.evacuators.nova.gateway.CloudService;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.ServiceGateway;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The properties of the images that instances were booted from: of Glance (Image API v2, "Show image"), or, for an instance on
 * a volume, what Cinder copied to the volume (Block Storage API, "Show a volume's details"). Each image and volume is asked
 * for once in ten minutes. Safe for use by several threads.
 */
final class ImageReader {
    private static final String VOLUMES = "os-extended-volumes:volumes_attached";
    private static final String ROOT_DEVICE = "OS-EXT-SRV-ATTR:root_device_name";

    /** What every image has, besides its properties. */
    private static final Set<String> NO_PROPERTIES = Set.of(
            "id",
            "name",
            "owner",
            "status",
            "visibility",
            "checksum",
            "os_hash_algo",
            "os_hash_value",
            "container_format",
            "disk_format",
            "created_at",
            "updated_at",
            "file",
            "schema",
            "self",
            "direct_url",
            "stores",
            "size",
            "min_disk",
            "min_ram",
            "image_id",
            "image_name");

    /**
     * A volume.
     *
     * @param devices under which name each server that it is attached to sees it
     */
    private record Volume(boolean bootable, Map<String, String> devices, Map<String, String> properties) {}

    private final ServiceGateway glance;
    private final ServiceGateway cinder;
    private final RecentAnswers<Map<String, String>> images;
    private final RecentAnswers<Optional<Volume>> volumes;

    ImageReader(ComputeGateway gateway, String cinderVersion, LongSupplier nanoTime) {
        this.glance = gateway.service(CloudService.GLANCE);
        this.cinder = gateway.service(CloudService.cinder(cinderVersion));
        this.images = new RecentAnswers<>(nanoTime);
        this.volumes = new RecentAnswers<>(nanoTime);
    }

    /**
     * The image properties of servers.
     *
     * @return by the server's id; without properties where the image was deleted
     * @throws UmhaException if Glance or Cinder cannot be asked: instances without their properties might be treated as
     *     their owners do not want it
     */
    Map<String, Map<String, String>> of(Collection<AnswerFields> servers, Deadline deadline)
            throws InterruptedException {
        Set<String> imageIds = new LinkedHashSet<>();
        Set<String> volumeIds = new LinkedHashSet<>();
        for (AnswerFields server : servers) {
            imageOf(server).ifPresentOrElse(imageIds::add, () -> volumeIds.addAll(volumesOf(server)));
        }
        try {
            readImages(imageIds, deadline);
            readVolumes(volumeIds, deadline);
        } catch (UmhaException e) {
            throw new UmhaException(
                    e.type(),
                    "the instances' image properties cannot be read, which [selection] image_properties = true"
                            + " demands: " + e.getMessage(),
                    e);
        }
        Map<String, Map<String, String>> properties = new HashMap<>();
        for (AnswerFields server : servers) {
            properties.put(
                    server.text("id"),
                    imageOf(server)
                            .map(id -> images.get(id).orElse(Map.of()))
                            .orElseGet(() ->
                                    bootVolume(server).map(Volume::properties).orElse(Map.of())));
        }
        return properties;
    }

    private static Optional<String> imageOf(AnswerFields server) {
        return server.node().path("image").isObject()
                ? Optional.of(server.object("image").text("id"))
                : Optional.empty();
    }

    private static List<String> volumesOf(AnswerFields server) {
        return server.list(VOLUMES).stream().map(volume -> volume.text("id")).toList();
    }

    /** The bootable one that is the root device; where Nova is too old to name that, the first by its name. */
    private Optional<Volume> bootVolume(AnswerFields server) {
        String id = server.text("id");
        List<Volume> bootable = volumesOf(server).stream()
                .flatMap(volume -> volumes.get(volume).flatMap(known -> known).stream())
                .filter(volume -> volume.bootable() && volume.devices().containsKey(id))
                .sorted(Comparator.comparing(volume -> volume.devices().getOrDefault(id, "")))
                .toList();
        Optional<String> root = server.optionalText(ROOT_DEVICE);
        return bootable.stream()
                .filter(volume ->
                        root.equals(Optional.ofNullable(volume.devices().get(id))))
                .findFirst()
                .or(() -> bootable.stream().findFirst());
    }

    private void readImages(Set<String> ids, Deadline deadline) throws InterruptedException {
        List<String> missing =
                ids.stream().filter(id -> images.get(id).isEmpty()).toList();
        if (missing.isEmpty()) {
            return;
        }
        List<HttpReply> replies = glance.readAll(
                missing.stream()
                        .map(id -> "/images/" + ServiceReader.encode(id))
                        .toList(),
                deadline);
        for (int i = 0; i < missing.size(); i++) {
            images.put(missing.get(i), image(missing.get(i), replies.get(i)));
        }
    }

    /** Tags count as properties of that name that are true. */
    private Map<String, String> image(String id, HttpReply reply) {
        if (isDeleted(id, reply)) {
            return Map.of();
        }
        AnswerFields image = new AnswerFields(glance.name(), reply.request(), glance.checked(reply));
        if (!image.text("id").equals(id)) {
            throw image.wrong("is about another image");
        }
        Map<String, String> properties = properties(image.node());
        image.texts("tags").forEach(tag -> properties.putIfAbsent(tag, "true"));
        return Map.copyOf(properties);
    }

    private void readVolumes(Set<String> ids, Deadline deadline) throws InterruptedException {
        List<String> missing =
                ids.stream().filter(id -> volumes.get(id).isEmpty()).toList();
        if (missing.isEmpty()) {
            return;
        }
        List<HttpReply> replies = cinder.readAll(
                missing.stream()
                        .map(id -> "/volumes/" + ServiceReader.encode(id))
                        .toList(),
                deadline);
        for (int i = 0; i < missing.size(); i++) {
            volumes.put(missing.get(i), volume(missing.get(i), replies.get(i)));
        }
    }

    private Optional<Volume> volume(String id, HttpReply reply) {
        if (isDeleted(id, reply)) {
            return Optional.empty();
        }
        AnswerFields volume = new AnswerFields(cinder.name(), reply.request(), cinder.checked(reply)).object("volume");
        if (!volume.text("id").equals(id)) {
            throw volume.wrong("is about another volume");
        }
        Map<String, String> devices = new HashMap<>();
        volume.list("attachments")
                .forEach(attachment -> devices.put(
                        attachment.text("server_id"),
                        attachment.optionalText("device").orElse("")));
        return Optional.of(new Volume(
                volume.node().path("bootable").asBoolean(),
                Map.copyOf(devices),
                Map.copyOf(properties(volume.node().path("volume_image_metadata")))));
    }

    /** A 404 that names the thing is the service's own; any other may come from a proxy or a wrong endpoint. */
    private static boolean isDeleted(String id, HttpReply reply) {
        return reply.status() == 404 && reply.body().contains(id);
    }

    private static Map<String, String> properties(JsonNode node) {
        Map<String, String> properties = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (entry.getValue().isTextual() && !NO_PROPERTIES.contains(entry.getKey())) {
                properties.put(entry.getKey(), entry.getValue().asText());
            }
        }
        return properties;
    }
}
