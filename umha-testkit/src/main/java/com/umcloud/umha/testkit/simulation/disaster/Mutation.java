package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.core.leadership.Leadership;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.testkit.simulation.processor.Seams;
import com.umcloud.umha.testkit.simulation.store.ForgetfulStores;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One rule of UMHA switched off, to show that the simulation would notice. */
public enum Mutation implements Seams {
    /** After a power-off was tried the host counts as off, whatever its BMC says. */
    SKIP_PROOF(1) {
        @Override
        public FenceAgent fenceAgent(String controller, FenceAgent real) {
            return FenceMutations.trying(real);
        }
    },
    /** A power-off that was accepted is not read back. */
    SKIP_READ_BACK(1) {
        @Override
        public FenceAgent fenceAgent(String controller, FenceAgent real) {
            return FenceMutations.accepting(real);
        }
    },
    /** No power is cut, and the host counts as off. */
    SKIP_POWER_OFF(1) {
        @Override
        public FenceAgent fenceAgent(String controller, FenceAgent real) {
            return FenceMutations.pretending(real);
        }
    },
    /** A proof holds for ever: what has once read off is not read again. */
    STALE_PROOF(1) {
        @Override
        public FenceAgent fenceAgent(String controller, FenceAgent real) {
            return FenceMutations.remembering(real);
        }
    },
    /** Nobody asks a device which system it belongs to. */
    SKIP_SYSTEM_UUID(11) {
        @Override
        public FenceAgent fenceAgent(String controller, FenceAgent real) {
            return FenceMutations.nameless(real);
        }
    },
    /** The observer believes whatever it sees, also if it sees nothing. */
    NO_SELF_DOUBT(4) {
        @Override
        public Round seen(String controller, Round observed) {
            return new Round(
                    observed.at(),
                    observed.cloud(),
                    observed.cloudReadAt(),
                    observed.storageAddresses(),
                    observed.observations(),
                    observed.reportAdvanced(),
                    observed.reportAwaited(),
                    observed.reportedAfter(),
                    observed.devices(),
                    observed.withDevice(),
                    observed.signs(),
                    observed.databaseAnswers(),
                    Optional.empty(),
                    observed.said());
        }
    },
    /** Every processor acts, whoever holds the lease. */
    IGNORE_LEASE(3) {
        @Override
        public Leadership leadership(String controller, Leadership real) {
            return new Leadership() {
                @Override
                public OptionalLong epoch() {
                    return OptionalLong.of(1);
                }

                @Override
                public Duration remaining() {
                    return Duration.ofMinutes(1);
                }
            };
        }

        @Override
        public Stores stores(String controller, Stores real) {
            return LawlessStores.of(real);
        }
    },
    /** What was intended is forgotten by a crash. */
    FORGET_INTENT(2) {
        @Override
        public Stores stores(String controller, Stores real) {
            return ForgetfulStores.over(real);
        }
    },
    /** The cloud is not told that the host is dead before its instances are evacuated. */
    SKIP_ISOLATION(2) {
        @Override
        public Evacuator evacuator(String controller, Evacuator real) {
            return CloudMutations.silent(real);
        }
    },
    /** Migrations that are under way are not looked at. */
    IGNORE_MIGRATIONS(2) {
        @Override
        public Evacuator evacuator(String controller, Evacuator real) {
            return CloudMutations.overlookingMigrations(real);
        }
    },
    /** A call whose answer is lost is made once more at once. */
    REPEAT_BLINDLY(2) {
        @Override
        public Evacuator evacuator(String controller, Evacuator real) {
            return CloudMutations.insisting(real);
        }
    },
    /** A call whose answer is lost counts as refused, so that another one may follow at once. */
    UNKNOWN_IS_REFUSED(2) {
        @Override
        public Evacuator evacuator(String controller, Evacuator real) {
            return CloudMutations.hearingRefusals(real);
        }
    },
    /** One instance of each host is never listed. */
    OVERLOOK_INSTANCE(9) {
        @Override
        public Evacuator evacuator(String controller, Evacuator real) {
            return CloudMutations.overlookingInstances(real);
        }
    },
    /** Nobody's work on a host keeps it from being fenced. */
    IGNORE_MAINTENANCE(6) {
        @Override
        public Stores stores(String controller, Stores real) {
            return StoreMutations.withoutMaintenance(real);
        }
    },
    /** Nobody can disarm UMHA. */
    IGNORE_DISARM(6) {
        @Override
        public Stores stores(String controller, Stores real) {
            return StoreMutations.armed(real);
        }
    },
    /** A mail that could not be delivered is not tried again. */
    GIVE_UP_MAIL(10) {
        @Override
        public Stores stores(String controller, Stores real) {
            return StoreMutations.givingUp(real);
        }
    },
    /** As many hosts at once as there are. */
    NO_BUDGET(5) {
        @Override
        public Map<String, String> settings() {
            return Map.of("safety.maximum_recovering_hosts", "1000");
        }
    },
    /** As many hosts of one zone at once as there are. */
    NO_ZONE_BUDGET(5) {
        @Override
        public Map<String, String> settings() {
            return Map.of("safety.maximum_recovering_hosts_per_zone", "1000");
        }
    },
    /** However few hosts are left. */
    NO_MINIMUM_HEALTHY(5) {
        @Override
        public Map<String, String> settings() {
            return Map.of("safety.minimum_healthy_hosts", "0");
        }
    },
    /** However many powers were cut within the hour. */
    NO_FENCING_RATE(5) {
        @Override
        public Map<String, String> settings() {
            return Map.of("safety.maximum_fencings_per_hour", "0");
        }
    },
    /** However many hosts are bad at once, unless it is all of them. */
    NO_BREAKER(5) {
        @Override
        public Map<String, String> settings() {
            return Map.of(
                    "safety.breaker_powered_on_hosts", "1000",
                    "safety.breaker_powered_on_hosts_per_zone", "1000",
                    "safety.breaker_powered_off_ratio", "1",
                    "safety.breaker_powered_off_ratio_per_zone", "1");
        }
    },
    /** However many evacuations are under way. */
    NO_SLOTS(9) {
        @Override
        public Map<String, String> settings() {
            return Map.of(
                    "recovery.concurrent_evacuations", "1000",
                    "placement.concurrent_evacuations_in_cloud", "1000");
        }
    };

    private final int rule;

    Mutation(int rule) {
        this.rule = rule;
    }

    /** The rule of docs/safety.md that it switches off, by its number there; of several the one that it is most about. */
    int rule() {
        return rule;
    }

    /** Its name on the command line, such as {@code skip-proof}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one with this label; empty if there is none. */
    public static Optional<Mutation> of(String label) {
        return List.of(values()).stream()
                .filter(each -> each.label().equals(label))
                .findFirst();
    }
}
