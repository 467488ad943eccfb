package com.umcloud.umha.evacuators.nova;

import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * On which hosts instances were last seen. Only a hint where to ask: nothing here is ever an answer. Forgets the oldest.
 * Safe for use by several threads.
 */
final class Whereabouts {
    private static final int REMEMBERED = 50_000;

    private final Map<String, String> hosts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized void seen(Collection<Instance> instances) {
        instances.forEach(instance -> instance.host().ifPresent(host -> hosts.put(instance.id(), host)));
    }

    /** What was evacuated is where its record says. */
    synchronized void moved(Collection<Migration> migrations) {
        migrations.stream()
                .filter(migration -> migration.state() == MigrationState.DONE)
                .forEach(migration ->
                        migration.destination().ifPresent(host -> hosts.put(migration.instanceId(), host)));
    }

    /** The hosts on which at least {@code number} of the instances were last seen. */
    synchronized List<String> hostsOfAtLeast(int number, Set<String> ids) {
        Map<String, Integer> counts = new HashMap<>();
        for (String id : ids) {
            String host = hosts.get(id);
            if (host != null) {
                counts.merge(host, 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= number)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
