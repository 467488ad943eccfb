package com.umcloud.umha.it.openstack.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Writes everything that was measured, and on which machine. */
final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {}

    /** What the runs were made with. */
    record Settings(int pairs, int directThreads, int sampleIntervalSeconds) {}

    static void write(Path file, Settings settings, List<RunResult> results, List<String> failures, List<Kind> against)
            throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("written_at", Instant.now().toString());
        ObjectNode machine = root.putObject("machine");
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("processor", processor());
        machine.put("kernel", System.getProperty("os.version"));
        machine.put("java", System.getProperty("java.runtime.version"));
        root.set("settings", JSON.valueToTree(settings));
        ArrayNode runs = root.putArray("runs");
        results.forEach(run -> runs.add(run(run)));
        ArrayNode summaries = root.putArray("ratios");
        results.stream()
                .map(RunResult::instances)
                .distinct()
                .forEach(number -> against.forEach(
                        kind -> Summary.of(results, number, kind).ifPresent(summary -> summaries.add(ratio(summary)))));
        root.set("failures", JSON.valueToTree(failures));
        Files.writeString(file, JSON.writeValueAsString(root) + "\n");
    }

    private static ObjectNode run(RunResult run) {
        ObjectNode node = JSON.createObjectNode();
        node.put("kind", run.kind().label());
        node.put("instances", run.instances());
        node.put("block", run.block() + 1);
        node.put("began_at", run.beganAt().toString());
        node.put("total_seconds", run.total());
        node.put("first_call_seconds", run.firstCall());
        node.put("first_task_seconds", run.firstTask());
        if (run.kind() == Kind.UMHA) {
            node.put("slots_idle_share", run.slots().idle());
            node.put("time_with_idle_slot_share", run.slots().anyIdle());
            node.put("detection_seconds", run.detection());
        }
        node.put("noticed_median_seconds", run.noticedMedian());
        node.put("noticed_maximum_seconds", run.noticedMaximum());
        node.put("noticed_after_record_maximum_seconds", run.knownMaximum());
        node.set("cpu_seconds", JSON.valueToTree(run.cpu()));
        node.set("per_destination", JSON.valueToTree(run.perDestination()));
        return node;
    }

    private static ObjectNode ratio(Summary summary) {
        ObjectNode node = JSON.createObjectNode();
        node.put("instances", summary.instances());
        node.put("against", summary.against().label());
        node.put("pairs", summary.ratio().pairs());
        node.put("geometric_mean", summary.ratio().mean());
        node.put("low_95", summary.ratio().low());
        // JSON has no infinity: the upper end of a single pair's interval is null
        if (Double.isFinite(summary.ratio().high())) {
            node.put("high_95", summary.ratio().high());
        } else {
            node.putNull("high_95");
        }
        node.put("median", summary.ratio().median());
        node.put("umha_median_seconds", summary.umha());
        node.put("direct_median_seconds", summary.direct());
        node.put("goal", summary.goal());
        return node;
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
