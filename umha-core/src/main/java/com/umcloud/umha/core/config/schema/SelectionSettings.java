package com.umcloud.umha.core.config.schema;

import java.util.ArrayList;
import java.util.List;

/** UMHA's settings of which instances are evacuated, in which order, and where to. */
final class SelectionSettings {
    private static final String SELECTION = "selection";
    private static final String PLACEMENT = "placement";

    private SelectionSettings() {}

    /** All of them, in the order of the sample file. */
    static List<Setting> all() {
        List<Setting> all = new ArrayList<>(selection());
        all.addAll(placement());
        return all;
    }

    private static List<Setting> selection() {
        return List.of(
                Setting.of(
                        SELECTION,
                        "include",
                        ListType.any(),
                        "If there is a rule here, only instances that match one are evacuated."),
                Setting.of(
                        SELECTION,
                        "exclude",
                        ListType.any(),
                        "Instances that match one of these rules are left where they are, whatever else is said."),
                Setting.of(
                        SELECTION,
                        "first",
                        ListType.any(),
                        "Instances that match one of these rules have priority 1000 unless they name one themselves."),
                Setting.of(
                                SELECTION,
                                "default_priority",
                                IntegerType.between(0, 1000),
                                "The priority of all others; the higher the sooner.")
                        .withDefault("500"),
                Setting.of(
                                SELECTION,
                                "evacuate_in_error",
                                new BooleanType(),
                                "Whether instances that were in error before the host failed are evacuated.")
                        .withDefault("false"),
                Setting.of(
                        SELECTION,
                        "reset_to_error",
                        ListType.of("paused", "suspended", "rescue"),
                        "Statuses that Nova refuses to evacuate; instances in one of these are set to error first, and"
                                + " run afterwards."),
                Setting.of(
                                SELECTION,
                                "image_properties",
                                new BooleanType(),
                                "Whether the properties of the instances' images are read from Glance.")
                        .withDefault("false"));
    }

    private static List<Setting> placement() {
        return List.of(
                Setting.of(
                                PLACEMENT,
                                "spread_destinations",
                                new BooleanType(),
                                "Whether destinations are named in turn, as far as the scheduler would allow them;"
                                        + " otherwise every choice is the scheduler's.")
                        .withDefault("true"),
                Setting.of(
                        PLACEMENT,
                        "destination",
                        TextType.any(),
                        "The one host that all instances go to; none if not set."),
                Setting.of(
                        PLACEMENT,
                        "reserved_hosts",
                        ListType.any(),
                        "Hosts that are kept disabled, and are enabled when another has failed."),
                Setting.of(
                                PLACEMENT,
                                "concurrent_evacuations_in_cloud",
                                IntegerType.between(1, 10_000),
                                "How many evacuations of all failed hosts are under way at once.")
                        .withDefault("32"),
                Setting.of(
                                PLACEMENT,
                                "concurrent_evacuations_per_destination",
                                IntegerType.between(1, 1000),
                                "How many evacuations are on their way to one named host at once.")
                        .withDefault("16"),
                Setting.of(
                                PLACEMENT,
                                "forecast_interval",
                                DurationType.atLeast("1m"),
                                "How often it is told whose instances would find no room on the other hosts.")
                        .withDefault("24h"),
                Setting.of(
                                PLACEMENT,
                                "capacity_interval",
                                DurationType.atLeast("1s"),
                                "How often the hosts' free resources are read.")
                        .withDefault("5m"));
    }
}
