package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.evacuate.ResetResult;
import com.umcloud.umha.api.evacuate.ServerGroup;
import com.umcloud.umha.api.evacuate.StopResult;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.core.incident.Command;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.leadership.Leadership;
import com.umcloud.umha.core.power.BoundPower;
import com.umcloud.umha.core.power.PowerDevices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands through the plugins on pools' threads, each with a deadline that fits into the rest of the lease. A plugin
 * that hangs is interrupted and its command answered without it; one that throws is answered as unknown. A command that
 * finds no free thread in time, or whose lease is not the one it was written down under, is not run at all.
 */
final class SpiCommandRunner implements CommandRunner {
    private static final Logger LOG = LoggerFactory.getLogger(SpiCommandRunner.class);

    /** How much longer than its limit a call may take before it is given up. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final Duration SHORTEST = Duration.ofMillis(500);

    private final Evacuator cloud;
    private final KnownInstances known;
    private final BoundPower power;
    private final WitnessProbe witnesses;
    private final Leadership leadership;
    private final Supplier<Optional<String>> doubt;
    private final InstantSource steadyClock;
    private final CommandLimits limits;
    private final CommandThreads threads;
    private final BiConsumer<String, IncidentEvent.Answer> answers;

    /** @param doubt why the observer does not trust its own view at the moment; empty if it does */
    SpiCommandRunner(
            Evacuator cloud,
            KnownInstances known,
            PowerDevices power,
            WitnessProbe witnesses,
            Leadership leadership,
            Supplier<Optional<String>> doubt,
            InstantSource steadyClock,
            CommandLimits limits,
            CommandThreads threads,
            BiConsumer<String, IncidentEvent.Answer> answers) {
        this.cloud = cloud;
        this.known = known;
        this.power = new BoundPower(power);
        this.witnesses = witnesses;
        this.leadership = leadership;
        this.doubt = doubt;
        this.steadyClock = steadyClock;
        this.limits = limits;
        this.threads = threads;
        this.answers = answers;
    }

    /**
     * How long calls may take.
     *
     * @param agent calls of the fence agent
     * @param cloud calls of the evacuator
     */
    record CommandLimits(Duration agent, Duration cloud) {}

    /**
     * Where commands run.
     *
     * @param power calls of fence agents and probes
     * @param cloud calls of the evacuator: a cloud that hangs does not keep hosts from being fenced
     * @param watchdog gives up what hangs
     */
    record CommandThreads(ExecutorService power, ExecutorService cloud, ScheduledExecutorService watchdog) {}

    @Override
    public void run(String host, Command command) {
        OptionalLong epoch = leadership.epoch();
        Running running = new Running(host, command);
        try {
            Duration wait = limit(command).plus(GRACE);
            Future<?> unstarted =
                    threads.watchdog().schedule(running::notStarted, wait.toMillis(), TimeUnit.MILLISECONDS);
            pool(command).execute(() -> {
                unstarted.cancel(false);
                start(running, epoch);
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("UMHA is stopping: {} of {} is looked up at the next start", command.kind(), host);
        } catch (RuntimeException | Error e) {
            LOG.error("{} of {} cannot be run", command.kind(), host, e);
            running.answer(new IncidentEvent.NotRun(command.id(), "it cannot be run: " + e));
        }
    }

    private ExecutorService pool(Command command) {
        return switch (command.kind()) {
            case READ_POWER, POWER_OFF, POWER_ON, PROBE_WITNESSES -> threads.power();
            case ISOLATE, LIST_INSTANCES, LOOK, VERIFY, EVACUATE, RESET_TO_ERROR, STOP_INSTANCE, EMPLOY, RELEASE ->
                threads.cloud();
        };
    }

    private void start(Running running, OptionalLong epoch) {
        if (!running.begin()) {
            return;
        }
        Command command = running.command;
        Duration limit = limit(command);
        if (command.kind().changesTheWorld()) {
            Duration left = leadership.remaining().minus(GRACE);
            Optional<String> obstacle = obstacle(command, epoch, left);
            if (obstacle.isPresent()) {
                running.answer(new IncidentEvent.NotRun(command.id(), obstacle.get()));
                return;
            }
            limit = left.compareTo(limit) < 0 ? left : limit;
        }
        runWatched(running, limit);
    }

    /** What forbids to change the world at this moment. */
    private Optional<String> obstacle(Command command, OptionalLong epoch, Duration left) {
        if (epoch.isEmpty() || !epoch.equals(leadership.epoch())) {
            return Optional.of("the lease under which it was decided is over");
        }
        if (left.compareTo(SHORTEST) < 0) {
            return Optional.of("the lease is about to end");
        }
        if (notAfter(command).map(steadyClock.instant()::isAfter).orElse(false)) {
            return Optional.of("the proof that the host is off is too old");
        }
        // what has begun goes on: a host that came back would run what is evacuated from it
        return command instanceof Command.PowerOff off && !off.unlessOver().isEmpty()
                ? doubt.get().map(why -> "the observer doubts its own view: " + why)
                : Optional.empty();
    }

    /** When the proof on which the command rests is too old. */
    private static Optional<Instant> notAfter(Command command) {
        if (command instanceof Command.Evacuate evacuate) {
            return Optional.of(evacuate.notAfter());
        }
        return command instanceof Command.ResetToError reset ? Optional.of(reset.notAfter()) : Optional.empty();
    }

    /** The call runs on this thread; the watchdog interrupts it and answers in its place when it is late. */
    private void runWatched(Running running, Duration limit) {
        Future<?> guard = threads.watchdog()
                .schedule(() -> running.late(limit), limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        Command command = running.command;
        IncidentEvent.Answer answer;
        try {
            answer = call(command, limit);
        } catch (InterruptedException e) {
            answer = Answers.late(command, steadyClock.instant());
        } catch (RuntimeException | Error e) {
            LOG.warn("{} of {} failed: {}", command.kind(), running.host, e.toString());
            LOG.debug("the call that failed", e);
            answer = Answers.failed(command, String.valueOf(e.getMessage()), steadyClock.instant());
        } finally {
            guard.cancel(false);
        }
        running.answer(answer);
    }

    /** One command on its way. Exactly one answer comes of it, from the call or from the watchdog. */
    private final class Running {
        private final String host;
        private final Command command;
        private @Nullable Thread caller;
        private boolean answered;

        Running(String host, Command command) {
            this.host = host;
            this.command = command;
        }

        /** Begins; false if it was given up before a thread was free. */
        synchronized boolean begin() {
            caller = Thread.currentThread();
            return !answered;
        }

        void notStarted() {
            synchronized (this) {
                if (answered || caller != null) {
                    return;
                }
                answered = true;
            }
            LOG.error("{} of {} found no free thread: calls of a plugin hang", command.kind(), host);
            answers.accept(host, new IncidentEvent.NotRun(command.id(), "calls of a plugin hang"));
        }

        void late(Duration limit) {
            synchronized (this) {
                if (answered) {
                    return;
                }
                answered = true;
                if (caller != null) {
                    caller.interrupt();
                }
            }
            LOG.error("{} of {} did not come back within {}: given up", command.kind(), host, limit);
            answers.accept(host, Answers.late(command, steadyClock.instant()));
        }

        void answer(IncidentEvent.Answer answer) {
            synchronized (this) {
                if (answered) {
                    // an interrupt of the watchdog belonged to this call and must not reach the thread's next one
                    Thread.interrupted();
                    return;
                }
                answered = true;
            }
            answers.accept(host, answer);
        }
    }

    private Duration limit(Command command) {
        return switch (command.kind()) {
            case READ_POWER, POWER_OFF, POWER_ON, PROBE_WITNESSES -> limits.agent();
            case ISOLATE, LIST_INSTANCES, LOOK, VERIFY, EVACUATE, RESET_TO_ERROR, STOP_INSTANCE, EMPLOY, RELEASE ->
                limits.cloud();
        };
    }

    private IncidentEvent.Answer call(Command command, Duration limit) throws InterruptedException {
        Instant began = steadyClock.instant();
        if (command instanceof Command.ReadPower read) {
            BoundPower.Reading reading = power.read(read.host(), read.device(), limit);
            return new IncidentEvent.PowerRead(read.id(), reading.reading(), began, reading.verified());
        } else if (command instanceof Command.PowerOff off) {
            return cut(off, limit, began);
        } else if (command instanceof Command.PowerOn on) {
            return new IncidentEvent.PowerOnAnswered(on.id(), power.on(on.host(), on.device(), limit));
        } else if (command instanceof Command.ProbeWitnesses probe) {
            return witnesses.probe(probe, limit);
        } else if (command instanceof Command.ListInstances list) {
            return list(list, limit, began);
        } else if (command instanceof Command.Look look) {
            return look(look, limit, began);
        }
        return change(command, limit);
    }

    private IncidentEvent.Answer cut(Command.PowerOff off, Duration limit, Instant began) throws InterruptedException {
        Optional<String> over = witnesses.aboutToCut(off);
        if (over.isPresent()) {
            return new IncidentEvent.FaultOver(off.id(), over.get());
        }
        return new IncidentEvent.PowerOffAnswered(
                off.id(), power.off(off.host(), off.device(), rest(limit, began)), began);
    }

    private IncidentEvent.Answer look(Command.Look look, Duration limit, Instant began) throws InterruptedException {
        // records first: one that ends in between is seen with the next look, never an end without its effect
        List<Migration> migrations = cloud.migrationsOf(look.host(), limit);
        List<String> ids = look.instanceIds();
        List<Instance> instances = ids.isEmpty() ? List.of() : cloud.instances(ids, rest(limit, began));
        Map<String, Optional<Instant>> actions = new HashMap<>();
        for (String id : look.unexplained()) {
            actions.put(id, cloud.lastActionOf(id, rest(limit, began)));
        }
        return new IncidentEvent.InstancesSeen(look.id(), instances, migrations, Set.copyOf(ids), actions);
    }

    private IncidentEvent.Answer list(Command.ListInstances list, Duration limit, Instant began)
            throws InterruptedException {
        var instances = known.completed(cloud, list.host(), cloud.instancesOn(list.host(), limit), rest(limit, began));
        var ids = instances.stream().map(Instance::id).toList();
        var groups = ids.isEmpty() ? List.<ServerGroup>of() : cloud.groupsOf(ids, rest(limit, began));
        var migrations = cloud.migrationsOf(list.host(), rest(limit, began));
        return new IncidentEvent.InstancesListed(list.id(), instances, migrations, groups);
    }

    /** What changes the cloud. */
    private IncidentEvent.Answer change(Command command, Duration limit) throws InterruptedException {
        if (command instanceof Command.Isolate isolate) {
            IsolationResult result = isolate.perhapsBegun()
                    ? cloud.isolateAgain(isolate.host(), isolate.reason(), limit)
                    : cloud.isolate(isolate.host(), isolate.reason(), limit);
            return new IncidentEvent.IsolationAnswered(isolate.id(), answered(result));
        } else if (command instanceof Command.ResetToError reset) {
            ResetResult result = cloud.resetToError(reset.instanceId(), limit);
            return new IncidentEvent.ResetAnswered(reset.id(), reset.instanceId(), answered(result));
        } else if (command instanceof Command.StopInstance stop) {
            StopResult result = cloud.stop(stop.instanceId(), limit);
            return new IncidentEvent.StopAnswered(stop.id(), stop.instanceId(), answered(result));
        } else if (command instanceof Command.Employ employ) {
            ReserveResult result = cloud.employ(employ.reserve(), employ.host(), limit);
            return new IncidentEvent.ReserveAnswered(employ.id(), employ.reserve(), answered(result));
        } else if (command instanceof Command.Release release) {
            ReleaseResult result = cloud.release(release.host(), release.reason(), limit);
            return new IncidentEvent.ReleaseAnswered(release.id(), answered(result));
        }
        Command.Evacuate evacuate = (Command.Evacuate) command;
        EvacuationResult result = cloud.evacuate(evacuate.request(), limit);
        return new IncidentEvent.EvacuationAnswered(
                evacuate.id(), evacuate.request().instanceId(), answered(result));
    }

    private static <T> T answered(T result) {
        return Objects.requireNonNull(result, "the evacuator's answer");
    }

    /** What a second call of the same command may still take, of a limit that fits into the lease. */
    private Duration rest(Duration limit, Instant began) {
        Duration left = limit.minus(Duration.between(began, steadyClock.instant()));
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }

    /** Answers in place of a plugin that gave none. */
    private static final class Answers {
        private Answers() {}

        static IncidentEvent.Answer late(Command command, Instant now) {
            return failed(command, "no answer in time", now);
        }

        static IncidentEvent.Answer failed(Command command, String why, Instant now) {
            return switch (command.kind()) {
                case READ_POWER ->
                    new IncidentEvent.PowerRead(
                            command.id(), new PowerReading.Unknown(FenceFailure.UNREACHABLE, why), now);
                case POWER_OFF ->
                    new IncidentEvent.PowerOffAnswered(
                            command.id(), new PowerCommandResult.Unknown(FenceFailure.UNREACHABLE, why), now);
                case PROBE_WITNESSES -> new IncidentEvent.NotRun(command.id(), why);
                case ISOLATE -> new IncidentEvent.IsolationAnswered(command.id(), new IsolationResult.Refused(why));
                case POWER_ON ->
                    new IncidentEvent.PowerOnAnswered(
                            command.id(), new PowerCommandResult.Unknown(FenceFailure.UNREACHABLE, why));
                case RESET_TO_ERROR ->
                    new IncidentEvent.ResetAnswered(command.id(), command.subject(), new ResetResult.Refused(why));
                case STOP_INSTANCE ->
                    new IncidentEvent.StopAnswered(command.id(), command.subject(), new StopResult.Refused(why));
                case EMPLOY ->
                    new IncidentEvent.ReserveAnswered(command.id(), command.subject(), new ReserveResult.Unknown(why));
                case RELEASE -> new IncidentEvent.ReleaseAnswered(command.id(), new ReleaseResult.Refused(why));
                case LIST_INSTANCES, LOOK, VERIFY -> new IncidentEvent.LookFailed(command.id(), why);
                case EVACUATE ->
                    new IncidentEvent.EvacuationAnswered(
                            command.id(), command.subject(), new EvacuationResult.Unknown(why));
            };
        }
    }
}
