package com.umcloud.umha.core.agent;

import com.umcloud.umha.api.meter.Measurement;
import com.umcloud.umha.core.pipeline.Pipeline;
import com.umcloud.umha.core.pipeline.PipelineSink;
import com.umcloud.umha.core.pipeline.UdpTarget;
import com.umcloud.umha.core.telemetry.Sample;
import com.umcloud.umha.core.telemetry.SamplePublisher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each measurement to the publishers of the sources that match its name; owns the publishers. Thread-safe. */
final class SampleRouter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SampleRouter.class);

    private final Pipeline pipeline;
    private final MeasurementEncoder encoder;
    private final Map<UdpTarget, Way> ways = new LinkedHashMap<>();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean closed;

    SampleRouter(Pipeline pipeline, SamplePublisherFactory factory, MeasurementEncoder encoder) {
        this.pipeline = pipeline;
        this.encoder = encoder;
        List<UdpTarget> targets = pipeline.sources().stream()
                .flatMap(source -> source.sinks().stream())
                .map(PipelineSink::publishers)
                .flatMap(List::stream)
                .distinct()
                .toList();
        boolean complete = false;
        try {
            targets.forEach(target -> ways.put(target, new Way(target, factory.open(target))));
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /** Publishes one measurement; returns whether at least one publisher took it. */
    boolean publish(Measurement measurement) {
        List<UdpTarget> targets = pipeline.targetsOf(measurement.name());
        if (targets.isEmpty() || closed) {
            return false;
        }
        Sample sample = encoder.encode(measurement);
        boolean taken = false;
        for (UdpTarget target : targets) {
            Way way = ways.get(target);
            taken |= way != null && way.send(sample);
        }
        return taken;
    }

    /** How often a publisher failed. */
    long failures() {
        return failures.get();
    }

    @Override
    public void close() {
        closed = true;
        ways.values().forEach(Way::close);
    }

    /** One publisher and whether it works. */
    private final class Way {
        private final UdpTarget target;
        private final SamplePublisher publisher;
        private final AtomicBoolean failing = new AtomicBoolean();

        Way(UdpTarget target, SamplePublisher publisher) {
            this.target = target;
            this.publisher = publisher;
        }

        boolean send(Sample sample) {
            try {
                publisher.publish(sample);
            } catch (RuntimeException e) {
                failures.incrementAndGet();
                if (!failing.getAndSet(true)) {
                    log.warn("publisher {}: working -> failing: {}", target, e.getMessage(), e);
                }
                return false;
            }
            if (failing.getAndSet(false)) {
                log.info("publisher {}: failing -> working", target);
            }
            return true;
        }

        void close() {
            try {
                publisher.close();
            } catch (RuntimeException e) {
                log.warn("publisher {} could not be closed: {}", target, e.getMessage(), e);
            }
        }
    }
}
