package com.umcloud.umha.core.selection;

import com.umcloud.umha.api.evacuate.InstanceStatus;
import java.util.List;
import java.util.Set;

/**
 * Section {@code [selection]}: which instances are evacuated.
 *
 * @param include {@code include}: if any rule is given, only instances that match one are evacuated
 * @param exclude {@code exclude}: instances that match one are left where they are, whatever else is said
 * @param first {@code first}: instances that match one have the highest priority unless they say otherwise
 * @param defaultPriority {@code default_priority}: 0 to 1000, the higher the sooner
 * @param evacuateInError {@code evacuate_in_error}: whether instances that were in error before the host failed are evacuated
 * @param resetToError {@code reset_to_error}: statuses that Nova does not evacuate, of which an instance is set to error first
 */
public record SelectionConfig(
        List<SelectionRule> include,
        List<SelectionRule> exclude,
        List<SelectionRule> first,
        int defaultPriority,
        boolean evacuateInError,
        Set<InstanceStatus> resetToError) {
    /** Everything that Nova evacuates, in no order. */
    public static final SelectionConfig EVERYTHING =
            new SelectionConfig(List.of(), List.of(), List.of(), 500, false, Set.of());

    public SelectionConfig {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        first = List.copyOf(first);
        resetToError = Set.copyOf(resetToError);
    }
}
