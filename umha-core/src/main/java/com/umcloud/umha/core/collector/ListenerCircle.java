package com.umcloud.umha.core.collector;

import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.core.telemetry.SampleListener;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every listener of a sample; one that throws disturbs neither the others nor the collector. */
final class ListenerCircle {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerCircle.class);

    private final List<SampleListener> listeners;
    private final CollectorCounters counters;
    private final Set<SampleListener> failing = ConcurrentHashMap.newKeySet();

    ListenerCircle(List<SampleListener> listeners, CollectorCounters counters) {
        this.listeners = List.copyOf(listeners);
        this.counters = counters;
    }

    void tell(ReceivedSample sample) {
        for (SampleListener listener : listeners) {
            try {
                listener.heard(sample);
                if (!failing.isEmpty() && failing.remove(listener)) {
                    LOG.info("listener {} takes samples again", listener);
                }
            } catch (RuntimeException e) {
                counters.listenerFailed();
                if (failing.add(listener)) {
                    LOG.error("listener {} failed on a sample; told once until it works again", listener, e);
                }
            }
        }
    }
}
