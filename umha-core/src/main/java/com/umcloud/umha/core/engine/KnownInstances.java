package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which instances each host had by all that the cloud has told, also before it failed: a list that lacks one of them is not
 * believed, the instance is asked for by its id. Any thread may use it.
 */
final class KnownInstances {
    private final Map<String, Set<String>> byHost = new ConcurrentHashMap<>();

    /** A host that is well was listed: so it is from now on. */
    void were(String host, List<Instance> listed) {
        byHost.put(host, idsOf(listed));
    }

    /**
     * The instances of a host that has failed.
     *
     * @param listed what a list of its instances shows
     * @param limit how long asking for those that the list lacks may take
     */
    List<Instance> completed(Evacuator cloud, String host, List<Instance> listed, Duration limit)
            throws InterruptedException {
        Set<String> known = byHost.getOrDefault(host, Set.of());
        Set<String> inList = idsOf(listed);
        List<String> missing =
                known.stream().filter(id -> !inList.contains(id)).sorted().toList();
        List<Instance> all = new ArrayList<>(listed);
        Set<String> elsewhere = new HashSet<>();
        if (!missing.isEmpty()) {
            for (Instance instance : cloud.instances(missing, limit)) {
                if (instance.host().equals(Optional.of(host))) {
                    all.add(instance);
                } else {
                    elsewhere.add(instance.id());
                }
            }
        }
        // one that was not in the answer may be in the next
        Set<String> next = new HashSet<>(known);
        next.addAll(inList);
        next.removeAll(elsewhere);
        byHost.put(host, Set.copyOf(next));
        return all;
    }

    private static Set<String> idsOf(List<Instance> instances) {
        return instances.stream().map(Instance::id).collect(Collectors.toUnmodifiableSet());
    }
}
