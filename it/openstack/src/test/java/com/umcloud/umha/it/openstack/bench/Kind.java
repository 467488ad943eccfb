package com.umcloud.umha.it.openstack.bench;

import java.util.Locale;

/** Who evacuates the host in a run. */
enum Kind {
    /** UMHA, with the settings it is shipped with. */
    UMHA("UMHA"),
    /** Calls of Nova with the other hosts named in turn. */
    NAMED("named"),
    /** Calls of Nova that leave the choice to its scheduler. */
    UNNAMED("unnamed");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** A word of {@code --against}. */
    static Kind direct(String word) {
        Kind kind = valueOf(word.strip().toUpperCase(Locale.ROOT));
        if (kind == UMHA) {
            throw new IllegalArgumentException("UMHA is measured in any case");
        }
        return kind;
    }
}
