package com.umcloud.umha.core.pipeline;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the pipeline file says.
 *
 * @param sources in the file's order
 * @param warnings what an operator should hear of the file although it can be used; to be logged once
 */
public record Pipeline(List<PipelineSource> sources, List<String> warnings) {
    public Pipeline {
        sources = List.copyOf(sources);
        warnings = List.copyOf(warnings);
    }

    /**
     * How often a meter is measured: the shortest interval of the sources that match its name; empty if none does.
     */
    public Optional<Duration> intervalOf(String meter) {
        return sources.stream()
                .filter(source -> source.meters().matches(meter))
                .map(PipelineSource::interval)
                .min(Comparator.naturalOrder());
    }

    /** Where a sample of the given name goes: the publishers of every matching source, each once, in the file's order. */
    public List<UdpTarget> targetsOf(String sample) {
        return sources.stream()
                .filter(source -> source.meters().matches(sample))
                .flatMap(source -> source.sinks().stream())
                .flatMap(sink -> sink.publishers().stream())
                .distinct()
                .toList();
    }
}
