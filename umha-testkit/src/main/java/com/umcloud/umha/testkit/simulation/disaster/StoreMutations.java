package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.safety.Arming;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.core.store.OutboxStore;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.testkit.simulation.processor.ForwardingOperatorStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Stores that keep from UMHA what others have said, or from others what UMHA has to say. */
final class StoreMutations {
    private StoreMutations() {}

    /** No host is in maintenance. */
    static Stores withoutMaintenance(Stores real) {
        return hearing(real, said -> new StandingOrders(said.arming(), Map.of(), said.acknowledged(), said.breaker()));
    }

    /** UMHA is always armed. */
    static Stores armed(Stores real) {
        return hearing(
                real,
                said -> new StandingOrders(Arming.INITIAL, said.maintenance(), said.acknowledged(), said.breaker()));
    }

    private static Stores hearing(Stores real, UnaryOperator<StandingOrders> ear) {
        return new ForwardingOperatorStore(real.operators()) {
            @Override
            public StandingOrders standingOrders() {
                return ear.apply(super.standingOrders());
            }
        }.in(real);
    }

    /** A mail that could not be delivered counts as delivered. */
    static Stores givingUp(Stores real) {
        return new Stores(
                real.samples(),
                real.sampleReader(),
                real.incidents(),
                real.leases(),
                new GivingUp(real.outbox()),
                real.hosts(),
                real.operators());
    }

    private record GivingUp(OutboxStore store) implements OutboxStore {
        @Override
        public void add(List<OutboxRow> rows) {
            store.add(rows);
        }

        @Override
        public List<OutboxRow> due(Instant now, int limit) {
            return store.due(now, limit);
        }

        @Override
        public List<OutboxRow> due(String notifier, Instant now, int limit) {
            return store.due(notifier, now, limit);
        }

        @Override
        public void delivered(String notifier, String notificationId, Instant at) {
            store.delivered(notifier, notificationId, at);
        }

        @Override
        public void retryAt(String notifier, String notificationId, Instant nextAttempt, String detail) {
            store.delivered(notifier, notificationId, nextAttempt);
        }

        @Override
        public int owed() {
            return store.owed();
        }

        @Override
        public List<Notification> recent(int limit) {
            return store.recent(limit);
        }
    }
}
