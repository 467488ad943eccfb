package com.umcloud.umha.core.pipeline;

import java.util.List;

/**
 * A named set of publishers.
 *
 * @param name unique among the sinks
 * @param publishers where every sample of the sink is sent, at least one
 */
public record PipelineSink(String name, List<UdpTarget> publishers) {
    public PipelineSink {
        publishers = List.copyOf(publishers);
        if (publishers.isEmpty()) {
            throw new IllegalArgumentException("sink " + name + " has no publishers");
        }
    }
}
