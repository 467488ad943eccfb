package com.umcloud.umha.core.agent;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.pipeline.Pipeline;
import com.umcloud.umha.core.pipeline.PipelineSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Which of the available meters a pipeline activates.
 *
 * @param active names, in the order they were given in
 * @param warnings names in the pipeline that fit no meter, to be logged once
 */
public record MeterSelection(List<String> active, List<String> warnings) {
    public MeterSelection {
        active = List.copyOf(active);
        warnings = List.copyOf(warnings);
    }

    /**
     * Selects the meters. A name without wildcards that no meter has, and that is not a part of one ({@code meter.part}),
     * is warned of, as Ceilometer does, as long as some meter is active; an agent that would measure nothing is an error.
     *
     * @param available the names of all meter factories
     * @throws UmhaException of type CONFIGURATION if no meter is active; it lists what is available
     */
    public static MeterSelection of(Pipeline pipeline, Collection<String> available) {
        List<String> active = available.stream()
                .filter(name -> pipeline.intervalOf(name).isPresent())
                .toList();
        List<String> unknown = new ArrayList<>();
        for (PipelineSource source : pipeline.sources()) {
            for (String name : source.meters().plainNames()) {
                if (available.stream().noneMatch(meter -> name.equals(meter) || name.startsWith(meter + "."))) {
                    unknown.add("source " + source.name() + " of the pipeline file names the meter '" + name
                            + "', which no plugin has");
                }
            }
        }
        String choices = "; available are " + new TreeSet<>(available);
        if (active.isEmpty()) {
            String reason = unknown.isEmpty()
                    ? "no source of the pipeline file takes any meter: "
                            + pipeline.sources().stream()
                                    .map(source -> source.name() + " takes " + source.meters())
                                    .toList()
                    : String.join("; ", unknown);
            throw new UmhaException(FailureType.CONFIGURATION, reason + choices);
        }
        return new MeterSelection(
                active, unknown.stream().map(text -> text + choices).toList());
    }
}
