package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.core.incident.IncidentState;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.testkit.host.HostEvent;
import com.umcloud.umha.testkit.host.HostListener;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.nova.SimulatedMigration;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.store.CommittedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Notices the moments that come about by what several troubles, or a trouble and UMHA, do to each other. Used by one thread. */
final class MomentWatch implements HostListener {
    /** Records of migrations that have died with their hosts stay for ever. */
    private static final Duration FRESH = Duration.ofMinutes(4);

    private final SimulatedRegion region;
    private final Hits hits;
    private final Set<String> incidents = new TreeSet<>();
    private List<SimulatedMigration> beforeChange = List.of();
    private boolean wasAlive;
    private long epoch;
    private int commitsSeen;

    MomentWatch(SimulatedRegion region, Hits hits) {
        this.region = region;
        this.hits = hits;
        region.site().hosts().forEach(host -> host.addListener(this));
        int processors = region.processors().size();
        if (processors > 1) {
            hits.hit(processors == 2 ? Moment.TWO_PROCESSORS : Moment.THREE_PROCESSORS);
        }
    }

    @Override
    public void aboutToChange(SimulatedHost host) {
        Instant earliest = region.agenda().instant().minus(FRESH);
        beforeChange = region.nova().migrations().stream()
                .filter(record ->
                        HostTroubles.isUnfinished(record) && record.createdAt().isAfter(earliest))
                .toList();
        wasAlive = host.isAlive();
    }

    @Override
    public void changed(SimulatedHost host, HostEvent event) {
        switch (event) {
            case POWERED_OFF, PANICKED -> {
                if (wasAlive) {
                    failed(host.name());
                }
            }
            case POWERED_ON -> {
                boolean leaving = beforeChange.stream()
                        .anyMatch(record -> record.type().equals("evacuation")
                                && record.source().equals(host.name())
                                && record.updatedAt().isPresent());
                hitIf(leaving, Moment.POWERED_ON_DURING_EVACUATION);
            }
            case RESUMED -> hitIf(isOpen(host.name()), Moment.HUNG_HOST_RESUMES);
            case STORAGE_LOST, STORAGE_RESTORED, MANAGEMENT_LOST, MANAGEMENT_RESTORED -> {}
        }
    }

    private void failed(String host) {
        for (SimulatedMigration record : beforeChange) {
            boolean here = record.destination().filter(host::equals).isPresent();
            if (record.type().equals("live-migration")) {
                hitIf(record.source().equals(host), Moment.LIVE_MIGRATION_SOURCE_FAILED);
                hitIf(here, Moment.LIVE_MIGRATION_DESTINATION_FAILED);
            } else if (record.type().equals("evacuation")) {
                hitIf(here, Moment.DESTINATION_FAILED);
            }
        }
        boolean worked = region.database()
                .standingOrders()
                .maintenanceOf(host, region.agenda().instant())
                .isPresent();
        hitIf(worked && !isOpen(host), Moment.FAILED_IN_MAINTENANCE);
    }

    private void hitIf(boolean so, Moment moment) {
        if (so) {
            hits.hit(moment);
        }
    }

    private boolean isOpen(String host) {
        return openIncident(region, host);
    }

    /** Whether an incident of the host is open. */
    static boolean openIncident(SimulatedRegion region, String host) {
        return region.database().incidents().stream()
                .anyMatch(row -> row.open() && row.host().equals(host));
    }

    /** Whether any host is past the gates and its recovery not complete. */
    static boolean isRecovering(SimulatedRegion region) {
        return region.database().incidents().stream()
                .anyMatch(row -> IncidentState.valueOf(row.state()).isRecovering());
    }

    /** Looks at what was written since the last look. */
    void look() {
        List<CommittedStep> commits = region.database().commits();
        while (commitsSeen < commits.size()) {
            CommittedStep step = commits.get(commitsSeen++);
            if (step.epoch() != epoch) {
                hitIf(epoch > 0 && isRecovering(region), Moment.TAKEOVER_DURING_RECOVERY);
                epoch = step.epoch();
            }
            for (IncidentRow row : step.commit().incidents()) {
                if (row.open() && incidents.add(row.id())) {
                    opened(row.host());
                }
            }
        }
    }

    private void opened(String host) {
        hitIf(hasWrongDevice(host), Moment.WRONG_BMC_OF_FAILED_HOST);
        hitIf(!region.database().standingOrders().arming().armed(), Moment.FAILED_WHILE_DISARMED);
    }

    private boolean hasWrongDevice(String host) {
        String right = region.site().bmc(host).address();
        return region.site().devices().stream()
                .filter(device -> device.host().equals(host))
                .map(FenceDevice::address)
                .anyMatch(address -> !address.equals(right));
    }

    /** Counts what is known in the end only. */
    void close() {
        long late = region.cloud().journal().evacuations().stream()
                .filter(effect -> effect.at().isAfter(effect.askedAt()))
                .count();
        hits.hit(Moment.CALL_LANDED_LATE, (int) late);
        Map<String, Integer> faults = region.database().injectedFaults();
        hits.hit(
                Moment.UNKNOWN_COMMIT,
                faults.getOrDefault("COMMIT_ANSWER_LOST", 0) + faults.getOrDefault("COMMIT_LATE", 0));
    }
}
