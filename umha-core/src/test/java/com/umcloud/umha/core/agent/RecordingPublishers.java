package com.umcloud.umha.core.agent;

import com.umcloud.umha.core.pipeline.UdpTarget;
import com.umcloud.umha.core.telemetry.Sample;
import com.umcloud.umha.core.telemetry.SamplePublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Publishers that keep what they are given, and that can be made to fail. */
final class RecordingPublishers implements SamplePublisherFactory {
    private final Map<String, List<Sample>> sent = new ConcurrentHashMap<>();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final Set<String> unopenable = ConcurrentHashMap.newKeySet();

    @Override
    public SamplePublisher open(UdpTarget target) {
        String name = target.toString();
        if (unopenable.contains(name)) {
            throw new IllegalStateException("cannot open " + name);
        }
        sent.put(name, new CopyOnWriteArrayList<>());
        return new SamplePublisher() {
            @Override
            public void publish(Sample sample) {
                if (broken.contains(name)) {
                    throw new IllegalStateException("cannot send to " + name);
                }
                sent.get(name).add(sample);
            }

            @Override
            public void close() {
                closed.add(name);
            }
        };
    }

    void breakDown(String target) {
        broken.add(target);
    }

    void repair(String target) {
        broken.remove(target);
    }

    void refuseToOpen(String target) {
        unopenable.add(target);
    }

    List<Sample> sentTo(String target) {
        return new ArrayList<>(sent.getOrDefault(target, List.of()));
    }

    List<String> namesSentTo(String target) {
        return sentTo(target).stream().map(Sample::name).toList();
    }

    Set<String> opened() {
        return Set.copyOf(sent.keySet());
    }

    Set<String> closed() {
        return Set.copyOf(closed);
    }
}
