package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.testkit.simulation.processor.ForwardingEvacuator;
import java.time.Duration;
import java.util.List;

/** Evacuators that look away, or do what they were not asked for. */
final class CloudMutations {
    private CloudMutations() {}

    /** Migrations that are under way are not seen. */
    static Evacuator overlookingMigrations(Evacuator real) {
        return new ForwardingEvacuator(real) {
            @Override
            public List<Migration> migrationsOf(String host, Duration limit) throws InterruptedException {
                return super.migrationsOf(host, limit).stream()
                        .filter(migration -> migration.state() != MigrationState.UNFINISHED)
                        .toList();
            }
        };
    }

    /** The first instance of each host is not seen. */
    static Evacuator overlookingInstances(Evacuator real) {
        return new ForwardingEvacuator(real) {
            @Override
            public List<Instance> instancesOn(String host, Duration limit) throws InterruptedException {
                return super.instancesOn(host, limit).stream().skip(1).toList();
            }
        };
    }

    /** A call without an answer is made once more at once. */
    static Evacuator insisting(Evacuator real) {
        return new ForwardingEvacuator(real) {
            @Override
            public EvacuationResult evacuate(EvacuationRequest request, Duration limit) throws InterruptedException {
                EvacuationResult first = super.evacuate(request, limit);
                return first instanceof EvacuationResult.Unknown ? super.evacuate(request, limit) : first;
            }
        };
    }

    /** A call without an answer counts as refused. */
    static Evacuator hearingRefusals(Evacuator real) {
        return new ForwardingEvacuator(real) {
            @Override
            public EvacuationResult evacuate(EvacuationRequest request, Duration limit) throws InterruptedException {
                EvacuationResult result = super.evacuate(request, limit);
                return result instanceof EvacuationResult.Unknown unknown
                        ? new EvacuationResult.Refused(unknown.detail())
                        : result;
            }
        };
    }

    /** The cloud is not told that a host is dead. */
    static Evacuator silent(Evacuator real) {
        return new ForwardingEvacuator(real) {
            @Override
            public IsolationResult isolate(String host, String reason, Duration limit) {
                return new IsolationResult.Isolated();
            }
        };
    }
}
