package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.core.incident.Command;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.leadership.Leadership;
import com.umcloud.umha.core.power.PowerDevices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands through the plugins on a pool's threads, each with a deadline that fits into the rest of the lease. A
 * plugin that hangs is interrupted and its command answered without it; one that throws is answered as unknown.
 */
final class SpiCommandRunner implements CommandRunner {
    private static final Logger LOG = LoggerFactory.getLogger(SpiCommandRunner.class);

    /** How much longer than its limit a call may take before it is given up. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Evacuator cloud;
    private final PowerDevices power;
    private final WitnessProbe witnesses;
    private final Leadership leadership;
    private final InstantSource steadyClock;
    private final Duration agentLimit;
    private final Duration cloudLimit;
    private final ExecutorService pool;
    private final ScheduledExecutorService watchdog;
    private final BiConsumer<String, IncidentEvent.Answer> answers;

    SpiCommandRunner(
            Evacuator cloud,
            PowerDevices power,
            WitnessProbe witnesses,
            Leadership leadership,
            InstantSource steadyClock,
            Duration agentLimit,
            Duration cloudLimit,
            ExecutorService pool,
            ScheduledExecutorService watchdog,
            BiConsumer<String, IncidentEvent.Answer> answers) {
        this.cloud = cloud;
        this.power = power;
        this.witnesses = witnesses;
        this.leadership = leadership;
        this.steadyClock = steadyClock;
        this.agentLimit = agentLimit;
        this.cloudLimit = cloudLimit;
        this.pool = pool;
        this.watchdog = watchdog;
        this.answers = answers;
    }

    @Override
    public void run(String host, Command command) {
        try {
            pool.execute(() -> start(host, command));
        } catch (RejectedExecutionException e) {
            answers.accept(host, new IncidentEvent.NotRun(command.id(), "UMHA is stopping"));
        }
    }

    private void start(String host, Command command) {
        Duration limit = limit(command);
        if (command.kind().changesTheWorld()) {
            Duration left = leadership.remaining().minus(GRACE);
            if (left.compareTo(Duration.ofMillis(500)) < 0) {
                answers.accept(host, new IncidentEvent.NotRun(command.id(), "the lease is about to end"));
                return;
            }
            limit = left.compareTo(limit) < 0 ? left : limit;
        }
        if (command instanceof Command.Evacuate evacuate
                && steadyClock.instant().isAfter(evacuate.notAfter())) {
            answers.accept(host, new IncidentEvent.NotRun(command.id(), "the proof that the host is off is too old"));
            return;
        }
        runWatched(host, command, limit);
    }

    /** The call runs on this thread; the watchdog interrupts it and answers in its place when it is late. */
    private void runWatched(String host, Command command, Duration limit) {
        Once once = new Once(Thread.currentThread());
        Future<?> guard = watchdog.schedule(
                () -> {
                    if (once.interruptIfUnanswered()) {
                        LOG.error("{} of {} did not come back within {}: given up", command.kind(), host, limit);
                        answers.accept(host, Answers.late(command, steadyClock.instant()));
                    }
                },
                limit.plus(GRACE).toMillis(),
                TimeUnit.MILLISECONDS);
        IncidentEvent.Answer answer;
        try {
            answer = call(command, limit);
        } catch (InterruptedException e) {
            answer = Answers.late(command, steadyClock.instant());
        } catch (RuntimeException e) {
            LOG.warn("{} of {} failed: {}", command.kind(), host, e.toString());
            answer = Answers.failed(command, String.valueOf(e.getMessage()), steadyClock.instant());
        } finally {
            guard.cancel(false);
        }
        if (once.answer()) {
            answers.accept(host, answer);
        }
    }

    /** Who answers: the call or the watchdog. The call's thread is interrupted only while it is in the call. */
    private static final class Once {
        private final Thread caller;
        private boolean answered;

        Once(Thread caller) {
            this.caller = caller;
        }

        synchronized boolean interruptIfUnanswered() {
            if (answered) {
                return false;
            }
            answered = true;
            caller.interrupt();
            return true;
        }

        synchronized boolean answer() {
            // an interrupt of the watchdog belonged to this call and must not reach the thread's next one
            boolean interruptedByWatchdog = answered && Thread.interrupted();
            boolean first = !answered && !interruptedByWatchdog;
            answered = true;
            return first;
        }
    }

    private Duration limit(Command command) {
        return switch (command.kind()) {
            case READ_POWER, POWER_OFF, PROBE_WITNESSES -> agentLimit;
            case ISOLATE, LIST_INSTANCES, LOOK, EVACUATE -> cloudLimit;
        };
    }

    private IncidentEvent.Answer call(Command command, Duration limit) throws InterruptedException {
        Instant began = steadyClock.instant();
        if (command instanceof Command.ReadPower read) {
            return new IncidentEvent.PowerRead(read.id(), power.read(read.host(), limit), began);
        } else if (command instanceof Command.PowerOff off) {
            PowerCommandResult result = power.off(off.host(), limit);
            return new IncidentEvent.PowerOffAnswered(off.id(), result, began);
        } else if (command instanceof Command.ProbeWitnesses probe) {
            return witnesses.probe(probe);
        } else if (command instanceof Command.Isolate isolate) {
            IsolationResult result = cloud.isolate(isolate.host(), isolate.reason(), limit);
            return new IncidentEvent.IsolationAnswered(isolate.id(), result);
        } else if (command instanceof Command.ListInstances list) {
            return new IncidentEvent.InstancesListed(
                    list.id(), cloud.instancesOn(list.host(), limit), cloud.migrationsOf(list.host(), limit));
        } else if (command instanceof Command.Look look) {
            // records first: one that ends in between is seen with the next look, never an end without its effect
            var migrations = cloud.migrationsOf(look.host(), limit);
            return new IncidentEvent.InstancesSeen(look.id(), cloud.instances(look.instanceIds(), limit), migrations);
        } else {
            Command.Evacuate evacuate = (Command.Evacuate) command;
            EvacuationResult result = cloud.evacuate(evacuate.request(), limit);
            return new IncidentEvent.EvacuationAnswered(
                    evacuate.id(), evacuate.request().instanceId(), result);
        }
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
                case LIST_INSTANCES, LOOK -> new IncidentEvent.LookFailed(command.id(), why);
                case EVACUATE ->
                    new IncidentEvent.EvacuationAnswered(
                            command.id(), command.subject(), new EvacuationResult.Unknown(why));
            };
        }
    }
}
