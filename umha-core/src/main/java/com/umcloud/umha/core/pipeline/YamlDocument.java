package com.umcloud.umha.core.pipeline;

import java.io.StringReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A small YAML document as a tree whose nodes know their lines; only plain values are ever made of it. */
final class YamlDocument {
    static final int MOST_CHARACTERS = 256 * 1024;
    private static final int DEEPEST_NESTING = 20;
    private static final int MOST_ALIASES = 50;

    private final Values values;

    YamlDocument() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setNestingDepthLimit(DEEPEST_NESTING);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setAllowRecursiveKeys(false);
        options.setWarnOnDuplicateKeys(false);
        values = new Values(options);
    }

    /**
     * Reads the only document of the text; empty if there is none.
     *
     * @throws YAMLException if the text is not YAML or too large, with the place where it is known
     */
    Optional<Node> read(String text) {
        return Optional.ofNullable(new Yaml(values).compose(new StringReader(text)));
    }

    /** Resolves {@code <<} and repeated keys (the last one wins) in place. */
    void flatten(MappingNode mapping) {
        values.flatten(mapping);
    }

    /** The plain value of a scalar: text, a number, a boolean or null. */
    @Nullable
    Object valueOf(ScalarNode node) {
        return values.valueOf(node);
    }

    static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static final class Values extends SafeConstructor {
        Values(LoaderOptions options) {
            super(options);
        }

        void flatten(MappingNode mapping) {
            flattenMapping(mapping);
        }

        @Nullable
        Object valueOf(ScalarNode node) {
            return constructDocument(node);
        }
    }
}
