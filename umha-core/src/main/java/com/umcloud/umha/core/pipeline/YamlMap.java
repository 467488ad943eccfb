package com.umcloud.umha.core.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** One map of the file with its keys; a key with a null value counts as absent unless asked for by {@link #node}. */
final class YamlMap {
    /** A text in a list, with its place. */
    record Entry(Node place, String text) {}

    private final Node place;
    private final Map<String, Node> entries = new LinkedHashMap<>();
    private final Findings findings;

    private YamlMap(Node place, Findings findings) {
        this.place = place;
        this.findings = findings;
    }

    /** Reads a map; empty, with a problem noted, if the node is none. */
    static Optional<YamlMap> of(YamlDocument document, Node node, String what, Set<String> known, Findings findings) {
        if (!(node instanceof MappingNode mapping)) {
            findings.problem(node, what + " must be a map of " + String.join(", ", new TreeSet<>(known)));
            return Optional.empty();
        }
        YamlMap map = new YamlMap(node, findings);
        map.warnOfRepeatedKeys(mapping);
        document.flatten(mapping);
        for (NodeTuple tuple : mapping.getValue()) {
            String key = text(tuple.getKeyNode());
            map.entries.put(key, tuple.getValueNode());
            if (!known.contains(key)) {
                findings.warning(
                        tuple.getKeyNode(),
                        "'" + key + "' is not a key of " + what + " and is ignored; known are "
                                + String.join(", ", new TreeSet<>(known)));
            }
        }
        return Optional.of(map);
    }

    private void warnOfRepeatedKeys(MappingNode mapping) {
        Set<String> seen = new TreeSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = text(tuple.getKeyNode());
            if (!seen.add(key)) {
                findings.warning(tuple.getKeyNode(), "'" + key + "' stands here a second time; this one counts");
            }
        }
    }

    Node place() {
        return place;
    }

    Optional<Node> node(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    Optional<Node> value(String key) {
        return node(key).filter(node -> !YamlDocument.isNull(node));
    }

    /** The name of the map; empty, with a problem noted, if it has none. */
    Optional<String> name(String what) {
        Optional<String> name =
                value("name").filter(ScalarNode.class::isInstance).map(YamlMap::text);
        if (name.filter(text -> !text.isBlank()).isEmpty()) {
            findings.problem(value("name").orElse(place), what + " needs a name (key 'name')");
            return Optional.empty();
        }
        return name;
    }

    /** The elements of a list; empty if the key is absent, and, with a problem noted, if it is no list. */
    List<Node> list(String key, String what) {
        Optional<Node> value = value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        findings.problem(value.get(), "'" + key + "' of " + what + " must be a list, one '- entry' a line");
        return List.of();
    }

    /** Whether a list is absent or holds nothing. */
    boolean isEmptyList(String key) {
        return value(key)
                .map(node -> node instanceof SequenceNode sequence
                        && sequence.getValue().isEmpty())
                .orElse(true);
    }

    /** As {@link #list}, each element a text; others are left out with a problem noted. */
    List<Entry> texts(String key, String what) {
        List<Entry> texts = new ArrayList<>();
        for (Node node : list(key, what)) {
            String tag = node.getTag().getValue();
            if (tag.startsWith("!")) {
                findings.problem(
                        node, "'" + key + "' of " + what + ": put quotes around what begins with '!': \"" + tag + "\"");
            } else if (node instanceof ScalarNode && !YamlDocument.isNull(node)) {
                texts.add(new Entry(node, text(node)));
            } else {
                findings.problem(node, "'" + key + "' of " + what + " holds an entry that is not a text");
            }
        }
        return texts;
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "a key that is no text";
    }
}
