package com.umcloud.umha.core.plugin;

/** The kinds of components that plugins make; a factory's name is unique within one of them. */
public enum PluginKind {
    METER("meter"),
    FENCE_AGENT("fence agent"),
    EVACUATOR("evacuator"),
    NOTIFIER("notifier");

    private final String title;

    PluginKind(String title) {
        this.title = title;
    }

    /** As messages name it. */
    public String title() {
        return title;
    }
}
