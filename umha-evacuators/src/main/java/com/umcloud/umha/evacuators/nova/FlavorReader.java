package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.Flavor;
import com.umcloud.umha.api.evacuate.InstanceDisk;
import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.evacuators.nova.gateway.ComputeGateway;
import com.umcloud.umha.evacuators.nova.gateway.Deadline;
import com.umcloud.umha.evacuators.nova.gateway.HttpReply;
import com.umcloud.umha.evacuators.nova.gateway.Microversion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The flavors of instances (Compute API, "Servers", "Flavors"). From microversion 2.47 on an instance shows the flavor that
 * it was booted with; before, only its id, and the flavors are read by themselves. Safe for use by several threads.
 */
final class FlavorReader {
    /** From here on the flavor is part of the instance. */
    static final int EMBEDDED = 47;

    private static final int PAGE = 1000;

    /**
     * A flavor as Nova describes it.
     *
     * @param rootGb the root disk, which is on the host unless the instance is on a volume
     * @param otherDiskGb ephemeral and swap disks, which are on the host in any case
     */
    private record Row(
            String name, long vcpus, long memoryMb, long rootGb, long otherDiskGb, Map<String, String> extraSpecs) {
        Flavor of(InstanceDisk disk) {
            long onHost = (disk == InstanceDisk.IMAGE ? rootGb : 0) + otherDiskGb;
            return new Flavor(name, new Resources(vcpus, memoryMb, onHost), extraSpecs);
        }
    }

    private final ComputeGateway gateway;
    private final RecentAnswers<Optional<Row>> known;

    FlavorReader(ComputeGateway gateway, LongSupplier nanoTime) {
        this.gateway = gateway;
        this.known = new RecentAnswers<>(nanoTime);
    }

    /** What has to be known before {@link #of} can answer for these servers; no call if it is. */
    void prepare(List<AnswerFields> servers, Microversion version, Deadline deadline) throws InterruptedException {
        if (version.isAtLeast(EMBEDDED)) {
            return;
        }
        Set<String> missing = new HashSet<>();
        servers.stream()
                .flatMap(server -> server.object("flavor").optionalText("id").stream())
                .filter(id -> known.get(id).isEmpty())
                .forEach(missing::add);
        if (!missing.isEmpty()) {
            read(missing, version, deadline);
        }
    }

    /** The flavor of a server; unknown if it was deleted and Nova is too old to remember it. */
    Flavor of(AnswerFields server, InstanceDisk disk, Microversion version) {
        AnswerFields flavor = server.object("flavor");
        if (!version.isAtLeast(EMBEDDED)) {
            return flavor.optionalText("id")
                    .flatMap(known::get)
                    .flatMap(row -> row)
                    .map(row -> row.of(disk))
                    .orElse(Flavor.UNKNOWN);
        }
        // Nova shows an empty object where it has lost the flavor
        return flavor.node().isEmpty()
                ? Flavor.UNKNOWN
                : row(flavor, "original_name", "ephemeral", flavor.textMap("extra_specs"))
                        .of(disk);
    }

    private void read(Set<String> wanted, Microversion version, Deadline deadline) throws InterruptedException {
        Map<String, AnswerFields> all = new HashMap<>();
        String marker = "";
        while (true) {
            String path = "/flavors/detail?is_public=None&limit=" + PAGE + marker;
            AnswerFields answer = new AnswerFields("GET " + path, gateway.read(path, version, deadline));
            List<AnswerFields> page = answer.list("flavors");
            page.forEach(flavor -> all.put(flavor.text("id"), flavor));
            if (page.isEmpty() || !answer.hasNext("flavors_links")) {
                break;
            }
            String next =
                    "&marker=" + ServiceReader.encode(page.get(page.size() - 1).text("id"));
            if (next.equals(marker)) {
                throw page.get(0).wrong("repeats a page");
            }
            marker = next;
        }
        List<AnswerFields> there = all.entrySet().stream()
                .filter(entry -> wanted.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        List<String> paths = there.stream()
                .map(flavor -> "/flavors/" + ServiceReader.encode(flavor.text("id")) + "/os-extra_specs")
                .toList();
        List<HttpReply> specs = gateway.readAll(paths, version, deadline);
        for (int i = 0; i < there.size(); i++) {
            AnswerFields flavor = there.get(i);
            AnswerFields answer = new AnswerFields("GET " + paths.get(i), ComputeGateway.checked(specs.get(i)));
            answer.object("extra_specs");
            Row row = row(flavor, "name", "OS-FLV-EXT-DATA:ephemeral", answer.textMap("extra_specs"));
            known.put(flavor.text("id"), Optional.of(row));
        }
        wanted.stream().filter(id -> !all.containsKey(id)).forEach(id -> known.put(id, Optional.empty()));
    }

    private static Row row(AnswerFields flavor, String name, String ephemeral, Map<String, String> extraSpecs) {
        // a flavor without swap has an empty text there in old versions
        long swapMb = flavor.optionalText("swap").isEmpty() ? 0 : flavor.number("swap");
        long ephemeralGb = flavor.has(ephemeral) ? flavor.number(ephemeral) : 0;
        return new Row(
                flavor.text(name),
                flavor.number("vcpus"),
                flavor.number("ram"),
                flavor.number("disk"),
                ephemeralGb + (swapMb + 1023) / 1024,
                extraSpecs);
    }
}
