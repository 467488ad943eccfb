package com.umcloud.umha.testkit.openstack.nova;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nova's statuses: what the task that is under way makes of the state beneath it (nova/api/openstack/common.py). */
final class NovaStates {
    /** A state and a task that a status stands for. */
    record Meaning(String vmState, Optional<String> task) {}

    private static final Map<String, String> STATUS_OF_TASK = Map.ofEntries(
            Map.entry("rebooting", "REBOOT"),
            Map.entry("rebooting_hard", "HARD_REBOOT"),
            Map.entry("updating_password", "PASSWORD"),
            Map.entry("rebuilding", "REBUILD"),
            Map.entry("rebuild_spawning", "REBUILD"),
            Map.entry("migrating", "MIGRATING"),
            Map.entry("resize_prep", "RESIZE"),
            Map.entry("resize_migrating", "RESIZE"),
            Map.entry("resize_finish", "RESIZE"),
            Map.entry("resize_reverting", "REVERT_RESIZE"));

    private NovaStates() {}

    static String status(String vmState, @Nullable String task) {
        String busy = task == null ? null : STATUS_OF_TASK.get(task);
        boolean shown = busy != null
                && switch (vmState) {
                    case "active" -> !busy.equals("REVERT_RESIZE");
                    case "stopped" -> busy.equals("RESIZE") || busy.equals("REBUILD");
                    case "error" -> busy.equals("REBUILD");
                    case "paused" -> busy.equals("MIGRATING");
                    case "resized" -> busy.equals("REVERT_RESIZE");
                    default -> false;
                };
        return shown ? String.valueOf(busy) : idle(vmState);
    }

    private static String idle(String vmState) {
        return switch (vmState) {
            case "active" -> "ACTIVE";
            case "building" -> "BUILD";
            case "stopped" -> "SHUTOFF";
            case "resized" -> "VERIFY_RESIZE";
            case "rescued" -> "RESCUE";
            case "paused" -> "PAUSED";
            case "suspended" -> "SUSPENDED";
            case "error" -> "ERROR";
            case "deleted" -> "DELETED";
            case "soft-delete" -> "SOFT_DELETED";
            case "shelved" -> "SHELVED";
            case "shelved_offloaded" -> "SHELVED_OFFLOADED";
            default -> "UNKNOWN";
        };
    }

    /** The simplest state and task that show as this status. */
    static Meaning meaning(String status) {
        return switch (status) {
            case "REBOOT" -> new Meaning("active", Optional.of("rebooting"));
            case "HARD_REBOOT" -> new Meaning("active", Optional.of("rebooting_hard"));
            case "PASSWORD" -> new Meaning("active", Optional.of("updating_password"));
            case "REBUILD" -> new Meaning("active", Optional.of("rebuilding"));
            case "MIGRATING" -> new Meaning("active", Optional.of("migrating"));
            case "RESIZE" -> new Meaning("active", Optional.of("resize_prep"));
            case "REVERT_RESIZE" -> new Meaning("resized", Optional.of("resize_reverting"));
            case "BUILD" -> new Meaning("building", Optional.of("spawning"));
            case "SHUTOFF" -> new Meaning("stopped", Optional.empty());
            case "VERIFY_RESIZE" -> new Meaning("resized", Optional.empty());
            case "RESCUE" -> new Meaning("rescued", Optional.empty());
            case "SOFT_DELETED" -> new Meaning("soft-delete", Optional.empty());
            case "ACTIVE", "PAUSED", "SUSPENDED", "ERROR", "DELETED", "SHELVED", "SHELVED_OFFLOADED" ->
                new Meaning(status.toLowerCase(Locale.ROOT), Optional.empty());
            default -> throw new IllegalArgumentException("Nova has no status " + status);
        };
    }
}
