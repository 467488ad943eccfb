package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.MigrationState;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.core.leadership.Leadership;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.testkit.simulation.processor.ForwardingEvacuator;
import com.umcloud.umha.testkit.simulation.processor.Seams;
import com.umcloud.umha.testkit.simulation.store.ForgetfulStores;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** One rule of UMHA switched off, to show that the simulation would notice. */
public enum Mutation implements Seams {
    /** After a power-off was tried the host counts as off, whatever its BMC says. */
    SKIP_PROOF {
        @Override
        public FenceAgent fenceAgent(String controller, FenceAgent real) {
            Set<String> tried = new TreeSet<>();
            return new Fence(real) {
                @Override
                public PowerCommandResult powerOff(FenceDevice device, Duration limit) throws InterruptedException {
                    tried.add(device.host());
                    return super.powerOff(device, limit);
                }

                @Override
                public PowerReading readPower(FenceDevice device, Duration limit) throws InterruptedException {
                    return tried.contains(device.host())
                            ? new PowerReading.Known(PowerState.OFF)
                            : super.readPower(device, limit);
                }
            };
        }
    },
    /** A power-off that was accepted is not read back. */
    SKIP_READ_BACK {
        @Override
        public FenceAgent fenceAgent(String controller, FenceAgent real) {
            Set<String> accepted = new TreeSet<>();
            return new Fence(real) {
                @Override
                public PowerCommandResult powerOff(FenceDevice device, Duration limit) throws InterruptedException {
                    PowerCommandResult result = super.powerOff(device, limit);
                    if (result instanceof PowerCommandResult.Accepted) {
                        accepted.add(device.host());
                    }
                    return result;
                }

                @Override
                public PowerReading readPower(FenceDevice device, Duration limit) throws InterruptedException {
                    return accepted.contains(device.host())
                            ? new PowerReading.Known(PowerState.OFF)
                            : super.readPower(device, limit);
                }
            };
        }
    },
    /** Every processor acts, whoever holds the lease. */
    IGNORE_LEASE {
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
    FORGET_INTENT {
        @Override
        public Stores stores(String controller, Stores real) {
            return ForgetfulStores.over(real);
        }
    },
    /** Migrations that are under way are not looked at. */
    IGNORE_MIGRATIONS {
        @Override
        public Evacuator evacuator(String controller, Evacuator real) {
            return new ForwardingEvacuator(real) {
                @Override
                public List<Migration> migrationsOf(String host, Duration limit) throws InterruptedException {
                    return super.migrationsOf(host, limit).stream()
                            .filter(migration -> migration.state() != MigrationState.UNFINISHED)
                            .toList();
                }
            };
        }
    },
    /** A call whose answer is lost is made once more at once. */
    REPEAT_BLINDLY {
        @Override
        public Evacuator evacuator(String controller, Evacuator real) {
            return new ForwardingEvacuator(real) {
                @Override
                public EvacuationResult evacuate(EvacuationRequest request, Duration limit)
                        throws InterruptedException {
                    EvacuationResult first = super.evacuate(request, limit);
                    return first instanceof EvacuationResult.Unknown ? super.evacuate(request, limit) : first;
                }
            };
        }
    },
    /** As many hosts at once as there are. */
    NO_BUDGET {
        @Override
        public Map<String, String> settings() {
            return Map.of("safety.maximum_recovering_hosts", "1000");
        }
    };

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

    /** Hands on to another agent. */
    private abstract static class Fence implements FenceAgent {
        private final FenceAgent real;

        Fence(FenceAgent real) {
            this.real = real;
        }

        @Override
        public PowerReading readPower(FenceDevice device, Duration limit) throws InterruptedException {
            return real.readPower(device, limit);
        }

        @Override
        public PowerCommandResult powerOff(FenceDevice device, Duration limit) throws InterruptedException {
            return real.powerOff(device, limit);
        }

        @Override
        public PowerCommandResult powerOn(FenceDevice device, Duration limit) throws InterruptedException {
            return real.powerOn(device, limit);
        }

        @Override
        public Optional<UUID> readSystemUuid(FenceDevice device, Duration limit) throws InterruptedException {
            return real.readSystemUuid(device, limit);
        }
    }
}
