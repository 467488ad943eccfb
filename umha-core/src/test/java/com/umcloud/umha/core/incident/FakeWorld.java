package com.umcloud.umha.core.incident;

import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.InstanceStatus;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.evacuate.ResetResult;
import com.umcloud.umha.api.evacuate.StopResult;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.core.safety.DeviceBinding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The host and the cloud of a story, and what they answer to a command; answering is what carries the command out. */
final class FakeWorld {
    final FakeHost host = new FakeHost();
    final FakeCloud cloud = new FakeCloud();
    Set<String> silentOthers = Set.of();
    boolean leaseHeld = true;
    boolean probesWork = true;
    boolean computeRuns = true;

    /** What the cloud shows of the compute service: a live one has reported within the last second. */
    ServiceSeen service(Instant now) {
        boolean reports = computeRuns && host.isAlive();
        return new ServiceSeen(cloud.inService, reports ? Optional.of(now.minusSeconds(1)) : Optional.empty());
    }

    private boolean isOver(Command.PowerOff off) {
        return !off.unlessOver().isEmpty() && host.isAlive() && host.storageWorks;
    }

    /** Carries the command out now. */
    IncidentEvent.Answer answer(Command command, Instant now, Duration took) {
        if (command.kind().changesTheWorld() && !leaseHeld) {
            return new IncidentEvent.NotRun(command.id(), "the lease is about to end");
        }
        if (command instanceof Command.ReadPower read) {
            return read(read, now.minus(took));
        } else if (command instanceof Command.PowerOff off && isOver(off)) {
            return new IncidentEvent.FaultOver(command.id(), "its agent said that storage_connectivity is good");
        } else if (command instanceof Command.PowerOff off) {
            PowerCommandResult result = refused(off.device()).orElseGet(host::cut);
            return new IncidentEvent.PowerOffAnswered(command.id(), result, now.minus(took));
        } else if (command instanceof Command.PowerOn on) {
            return new IncidentEvent.PowerOnAnswered(
                    command.id(), refused(on.device()).orElseGet(host::switchOn));
        } else if (command instanceof Command.ProbeWitnesses && !probesWork) {
            return new IncidentEvent.NotRun(command.id(), "this controller cannot probe");
        } else if (command instanceof Command.ProbeWitnesses probe) {
            boolean answers = host.isAlive() && host.answersProbes;
            return new IncidentEvent.WitnessesProbed(
                    probe.id(), answers, probe.others() != Command.Others.NONE ? silentOthers : Set.of());
        } else if (command instanceof Command.Evacuate evacuate) {
            return evacuated(evacuate, now);
        } else if (command instanceof Command.StopInstance stop) {
            cloud.status(stop.instanceId(), InstanceStatus.SHUTOFF, Optional.empty());
            return new IncidentEvent.StopAnswered(command.id(), stop.instanceId(), new StopResult.Accepted());
        } else if (command instanceof Command.ResetToError reset) {
            return reset(reset, now);
        }
        return ofCloud(command);
    }

    private IncidentEvent.Answer read(Command.ReadPower read, Instant began) {
        Optional<PowerReading> refused =
                host.refusal(read.device()).map(why -> new PowerReading.Unknown(FenceFailure.REFUSED, why));
        Optional<String> verified = Optional.of(host.listed).filter(device -> host.showsThatItIsItsOwn(read.device()));
        return new IncidentEvent.PowerRead(read.id(), refused.orElseGet(host::read), began, verified);
    }

    private Optional<PowerCommandResult> refused(Optional<DeviceBinding> bound) {
        return host.refusal(bound).map(why -> new PowerCommandResult.Refused(FenceFailure.REFUSED, why));
    }

    private IncidentEvent.Answer reset(Command.ResetToError reset, Instant now) {
        if (now.isAfter(reset.notAfter())) {
            return new IncidentEvent.NotRun(reset.id(), "the proof that the host is off is too old");
        }
        ResetResult result =
                cloud.reachable ? cloud.reset(reset.instanceId(), now) : new ResetResult.Refused("no answer in time");
        return new IncidentEvent.ResetAnswered(reset.id(), reset.instanceId(), result);
    }

    private IncidentEvent.Answer evacuated(Command.Evacuate evacuate, Instant now) {
        if (now.isAfter(evacuate.notAfter())) {
            return new IncidentEvent.NotRun(evacuate.id(), "the proof that the host is off is too old");
        }
        EvacuationResult result = cloud.reachable
                ? cloud.evacuate(evacuate.subject(), evacuate.request().source(), now)
                : new EvacuationResult.Unknown("no answer in time");
        return new IncidentEvent.EvacuationAnswered(evacuate.id(), evacuate.subject(), result);
    }

    private IncidentEvent.Answer ofCloud(Command command) {
        if (command instanceof Command.Isolate) {
            IsolationResult down = new IsolationResult.Refused("Keystone does not answer");
            IsolationResult result = cloud.reachable ? cloud.isolation : down;
            cloud.inService &= !(result instanceof IsolationResult.Isolated);
            return new IncidentEvent.IsolationAnswered(command.id(), result);
        } else if (command instanceof Command.Release) {
            ReleaseResult down = new ReleaseResult.Refused("Keystone does not answer");
            ReleaseResult result = cloud.reachable ? cloud.release : down;
            cloud.inService |= result instanceof ReleaseResult.Released;
            return new IncidentEvent.ReleaseAnswered(command.id(), result);
        } else if (command instanceof Command.Employ employ) {
            ReserveResult down = new ReserveResult.Unknown("Keystone does not answer");
            return new IncidentEvent.ReserveAnswered(
                    command.id(), employ.reserve(), cloud.reachable ? cloud.reserve : down);
        } else if (!cloud.reachable) {
            return new IncidentEvent.LookFailed(command.id(), "Keystone does not answer");
        } else if (command instanceof Command.Look look) {
            return look(look);
        }
        return new IncidentEvent.InstancesListed(command.id(), cloud.on(FakeHost.NAME), cloud.migrations(), List.of());
    }

    private IncidentEvent.Answer look(Command.Look look) {
        return new IncidentEvent.InstancesSeen(
                look.id(),
                cloud.these(look.instanceIds()),
                cloud.migrations(),
                Set.copyOf(look.instanceIds()),
                cloud.lastActions(look.unexplained()));
    }
}
