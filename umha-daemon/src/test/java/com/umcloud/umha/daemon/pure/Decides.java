package com.umcloud.umha.daemon.pure;

import com.umcloud.umha.api.evacuate.InstanceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Nothing is wrong with it. */
final class Decides {
    private static final Set<InstanceStatus> WANTED = Set.of(InstanceStatus.ACTIVE, InstanceStatus.SHUTOFF);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Decides() {}

    static List<InstanceStatus> wanted(List<InstanceStatus> seen, Instant since, Instant now) {
        List<InstanceStatus> wanted = new ArrayList<>();
        if (now.isAfter(since.plus(PATIENCE))) {
            seen.stream().filter(WANTED::contains).forEach(wanted::add);
        }
        return wanted;
    }
}
