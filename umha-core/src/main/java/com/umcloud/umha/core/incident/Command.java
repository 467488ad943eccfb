package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.safety.DeviceBinding;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What the machine wants to be done; the engine runs it through the SPIs and brings the answer back as an event. */
public sealed interface Command {
    /** The intent's id, unique in the database. */
    String id();

    CommandKind kind();

    /** The host or instance it acts on. */
    String subject();

    /**
     * Read the power state of the host.
     *
     * @param device the device that is asked, and no other; empty for whichever is written down
     */
    record ReadPower(String id, String host, Optional<DeviceBinding> device) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.READ_POWER;
        }

        @Override
        public String subject() {
            return host;
        }
    }

    /**
     * Cut the power of the host.
     *
     * @param again whether it was cut before in this incident, or may have been
     * @param device the device that is commanded, and no other; empty for whichever is written down
     * @param unlessOver the faults it is cut for: it is not if all of them are over by then; empty if it is in any case
     */
    record PowerOff(String id, String host, boolean again, Optional<DeviceBinding> device, Set<Fault> unlessOver)
            implements Command {
        public PowerOff {
            unlessOver = Set.copyOf(unlessOver);
        }

        @Override
        public CommandKind kind() {
            return CommandKind.POWER_OFF;
        }

        @Override
        public String subject() {
            return host;
        }
    }

    /** Which other hosts are probed together with one that is off. */
    enum Others {
        /** None: its device has named the host's own system, or none was read. */
        NONE,
        /** Those that may be off in its place: its device reads off, and UMHA has not cut it. */
        OF_A_READING,
        /** Those that may have been hit in its place: UMHA has cut it. */
        OF_A_CUT
    }

    /**
     * Probe the host, and others that may be off in its place.
     *
     * @param suspects hosts to be probed in any case
     */
    record ProbeWitnesses(String id, String host, Others others, Set<String> suspects) implements Command {
        public ProbeWitnesses {
            suspects = Set.copyOf(suspects);
        }

        @Override
        public CommandKind kind() {
            return CommandKind.PROBE_WITNESSES;
        }

        @Override
        public String subject() {
            return host;
        }
    }

    /**
     * Tell the cloud that the host is dead.
     *
     * @param perhapsBegun whether an earlier one may be half done, because the program ended while it was under way
     */
    record Isolate(String id, String host, String reason, boolean perhapsBegun) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.ISOLATE;
        }

        @Override
        public String subject() {
            return host;
        }
    }

    /** List the host's instances and migrations. */
    record ListInstances(String id, String host) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.LIST_INSTANCES;
        }

        @Override
        public String subject() {
            return host;
        }
    }

    /**
     * Look at the host's migrations, and then at these instances.
     *
     * @param unexplained those of them of which it is also asked what was last done with them
     * @param ended whether these are instances whose evacuation has ended
     */
    record Look(String id, String host, List<String> instanceIds, List<String> unexplained, boolean ended)
            implements Command {
        public Look {
            instanceIds = List.copyOf(instanceIds);
            unexplained = List.copyOf(unexplained);
        }

        @Override
        public CommandKind kind() {
            return ended ? CommandKind.VERIFY : CommandKind.LOOK;
        }

        @Override
        public String subject() {
            return host;
        }
    }

    /**
     * Set an instance to error, so that the cloud evacuates it.
     *
     * @param notAfter when the proof that the host is off is too old; the command is not run after it
     */
    record ResetToError(String id, String host, String instanceId, Instant notAfter) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.RESET_TO_ERROR;
        }

        @Override
        public String subject() {
            return instanceId;
        }
    }

    /** Stop an instance that was stopped before, and was started by the cloud at its destination. */
    record StopInstance(String id, String host, String instanceId) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.STOP_INSTANCE;
        }

        @Override
        public String subject() {
            return instanceId;
        }
    }

    /** Put a reserved host into service in place of the dead one. */
    record Employ(String id, String host, String reserve) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.EMPLOY;
        }

        @Override
        public String subject() {
            return reserve;
        }
    }

    /**
     * Switch the power of the evacuated host on again.
     *
     * @param device the device that is commanded, and no other; empty for whichever is written down
     */
    record PowerOn(String id, String host, Optional<DeviceBinding> device) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.POWER_ON;
        }

        @Override
        public String subject() {
            return host;
        }
    }

    /**
     * Give the returned host back to the cloud.
     *
     * @param reason the reason that it was isolated with
     */
    record Release(String id, String host, String reason) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.RELEASE;
        }

        @Override
        public String subject() {
            return host;
        }
    }

    /**
     * Ask for one evacuation.
     *
     * @param notAfter when the proof that the host is off is too old; the command is not run after it
     */
    record Evacuate(String id, EvacuationRequest request, Instant notAfter) implements Command {
        public Evacuate {
            Objects.requireNonNull(notAfter, "notAfter");
        }

        @Override
        public CommandKind kind() {
            return CommandKind.EVACUATE;
        }

        @Override
        public String subject() {
            return request.instanceId();
        }
    }
}
