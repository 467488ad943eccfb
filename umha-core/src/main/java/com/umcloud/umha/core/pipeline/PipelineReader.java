package com.umcloud.umha.core.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Makes a pipeline of one text under Ceilometer's rules, noting every problem on the way; for a single use. */
final class PipelineReader {
    private static final Set<String> FILE_KEYS = Set.of("sources", "sinks");
    private static final Set<String> SOURCE_KEYS =
            Set.of("name", "interval", "meters", "counters", "sinks", "resources", "discovery");
    private static final Set<String> SINK_KEYS = Set.of("name", "transformers", "publishers");

    private final YamlDocument document = new YamlDocument();
    private final Findings findings;
    private final int defaultPort;

    /** Names that were seen, also of sinks that cannot be used. */
    private final Set<String> sinkNames = new LinkedHashSet<>();

    private final Map<String, PipelineSink> sinks = new LinkedHashMap<>();
    private final Set<String> sourceNames = new HashSet<>();
    private final Set<String> pipelineNames = new HashSet<>();
    private final List<PipelineSource> sources = new ArrayList<>();

    PipelineReader(String file, int defaultPort) {
        this.findings = new Findings(file);
        this.defaultPort = defaultPort;
    }

    Pipeline read(String text) {
        try {
            Optional<Node> root = document.read(text);
            if (root.isPresent()) {
                YamlMap.of(document, root.get(), "the file", FILE_KEYS, findings)
                        .ifPresent(this::readFile);
            } else {
                findings.problem("is empty; it needs the lists sources and sinks");
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            findings.problem(line, "not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            findings.problem("not valid YAML: " + e.getMessage());
        }
        findings.throwProblems();
        return new Pipeline(sources, findings.warnings());
    }

    private void readFile(YamlMap file) {
        for (Node node : required(file, "sinks")) {
            YamlMap.of(document, node, "a sink", SINK_KEYS, findings).ifPresent(this::readSink);
        }
        for (Node node : required(file, "sources")) {
            YamlMap.of(document, node, "a source", SOURCE_KEYS, findings).ifPresent(this::readSource);
        }
    }

    private List<Node> required(YamlMap file, String key) {
        List<Node> nodes = file.list(key, "the file");
        if (file.value(key).isEmpty()) {
            findings.problem(file.place(), "the list '" + key + "' is missing");
        }
        return nodes;
    }

    private void readSink(YamlMap map) {
        Optional<String> name = map.name("a sink");
        if (name.isEmpty()) {
            return;
        }
        String what = "sink " + name.get();
        if (!sinkNames.add(name.get())) {
            findings.problem(map.place(), what + " stands here a second time; give it another name");
        }
        if (!map.list("transformers", what).isEmpty()) {
            findings.problem(
                    map.value("transformers").orElse(map.place()),
                    what + " has transformers, which UMHA does not have: samples are sent as they are measured; remove"
                            + " them");
        }
        if (map.isEmptyList("publishers")) {
            findings.problem(
                    map.value("publishers").orElse(map.place()),
                    what + " has no publishers; list one such as - udp://192.0.2.6:" + defaultPort);
        }
        List<UdpTarget> targets = new ArrayList<>();
        for (YamlMap.Entry url : map.texts("publishers", what)) {
            try {
                targets.add(PublisherUrl.parse(url.text(), defaultPort));
            } catch (IllegalArgumentException e) {
                findings.problem(url.place(), what + ": " + e.getMessage());
            }
        }
        if (!targets.isEmpty()) {
            sinks.put(
                    name.get(),
                    new PipelineSink(name.get(), targets.stream().distinct().toList()));
        }
    }

    private void readSource(YamlMap map) {
        Optional<String> name = map.name("a source");
        if (name.isEmpty()) {
            return;
        }
        String what = "source " + name.get();
        if (!sourceNames.add(name.get())) {
            findings.problem(map.place(), what + " stands here a second time; give it another name");
        }
        Optional<Duration> interval = interval(map, what);
        Optional<MeterMatcher> meters = meters(map, what);
        List<PipelineSink> into = sinksOf(map, name.get(), what);
        for (String unused : List.of("resources", "discovery")) {
            if (!map.list(unused, what).isEmpty()) {
                findings.warning(
                        map.place(), "'" + unused + "' of " + what + " is not used: a meter knows what it measures");
            }
        }
        if (interval.isPresent() && meters.isPresent() && !into.isEmpty()) {
            sources.add(new PipelineSource(name.get(), interval.get(), meters.get(), into));
        }
    }

    private Optional<Duration> interval(YamlMap map, String what) {
        Optional<Node> node = map.node("interval");
        if (node.isEmpty()) {
            return Optional.of(Interval.DEFAULT);
        }
        try {
            Object value = node.get() instanceof ScalarNode scalar ? document.valueOf(scalar) : null;
            return Optional.of(Interval.of(value));
        } catch (IllegalArgumentException e) {
            findings.problem(node.get(), "'interval' of " + what + " " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<MeterMatcher> meters(YamlMap map, String what) {
        String key = map.node("meters").isPresent() ? "meters" : "counters";
        List<String> patterns =
                map.texts(key, what).stream().map(YamlMap.Entry::text).toList();
        if (patterns.isEmpty() && !map.isEmptyList(key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(MeterMatcher.of(patterns));
        } catch (IllegalArgumentException e) {
            findings.problem(map.value(key).orElse(map.place()), "'meters' of " + what + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private List<PipelineSink> sinksOf(YamlMap map, String source, String what) {
        List<PipelineSink> found = new ArrayList<>();
        if (map.isEmptyList("sinks")) {
            findings.problem(
                    map.value("sinks").orElse(map.place()), what + " has no sinks; list at least one of " + sinkNames);
        }
        for (YamlMap.Entry entry : map.texts("sinks", what)) {
            String name = entry.text();
            if (!sinkNames.contains(name)) {
                findings.problem(
                        entry.place(), what + " names the sink '" + name + "', which is not among " + sinkNames);
            }
            String pipeline = source.equals(name) ? name : source + ":" + name;
            if (!pipelineNames.add(pipeline)) {
                findings.problem(entry.place(), "the way " + pipeline + " stands here a second time");
            }
            PipelineSink sink = sinks.get(name);
            if (sink != null) {
                found.add(sink);
            }
        }
        return found;
    }
}
