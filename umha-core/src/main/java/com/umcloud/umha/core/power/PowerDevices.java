package com.umcloud.umha.core.power;

import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.core.safety.DeviceBinding;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the fence device of a host through the fence agent. Calls for one host wait for each other, within their limit, and
 * not at all for one that has outlived its own; an agent that throws is taken for one that knows nothing. A device that
 * refused its user or password is not asked again for a while, unless its record changes: accounts get locked. Safe for use
 * by several threads.
 */
public final class PowerDevices {
    private static final Logger LOG = LoggerFactory.getLogger(PowerDevices.class);

    /** How long a device that refused its credentials is left in peace. */
    static final Duration CREDENTIALS_PAUSE = Duration.ofMinutes(5);

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final FenceAgent agent;
    private final Function<String, Optional<FenceDevice>> devices;
    private final LongSupplier nanoTime;
    private final FenceFailure withoutDevice;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<String, Long> overdueAt = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    /** A device did not take its credentials at that time. */
    private record Refusal(FenceDevice device, FenceFailure failure, String detail, long at) {}

    /** As the other constructor, on the machine's monotonic clock. */
    public PowerDevices(FenceAgent agent, Function<String, Optional<FenceDevice>> devices) {
        this(agent, devices, System::nanoTime);
    }

    /**
     * Devices asked through one agent.
     *
     * @param devices the device of a host, looked up at each call
     */
    public PowerDevices(FenceAgent agent, Function<String, Optional<FenceDevice>> devices, LongSupplier nanoTime) {
        this(agent, devices, nanoTime, FenceFailure.REFUSED);
    }

    private PowerDevices(
            FenceAgent agent,
            Function<String, Optional<FenceDevice>> devices,
            LongSupplier nanoTime,
            FenceFailure withoutDevice) {
        this.agent = agent;
        this.devices = devices;
        this.nanoTime = nanoTime;
        this.withoutDevice = withoutDevice;
    }

    /** A cloud without any power device ({@code has_IPMI = false}): none can ever be reached. */
    public static PowerDevices none(FenceAgent agent) {
        return new PowerDevices(agent, host -> Optional.empty(), System::nanoTime, FenceFailure.UNREACHABLE);
    }

    public boolean has(String host) {
        return devices.apply(host).isPresent();
    }

    /** What tells the device that is written down for the host now from others; empty if there is none. */
    public Optional<String> identity(String host) {
        return devices.apply(host).map(DeviceBinding::identityOf);
    }

    /** Reads the state by whatever device is written down for the host. */
    public PowerReading read(String host, Duration limit) throws InterruptedException {
        return read(host, Optional.empty(), limit);
    }

    /**
     * Reads the state by one device only.
     *
     * @param device the device, by its identity; empty for whichever is written down
     */
    public PowerReading read(String host, Optional<String> device, Duration limit) throws InterruptedException {
        return call(host, device, limit, agent::readPower, PowerReading.Unknown::new);
    }

    /** @param device as for {@link #read(String, Optional, Duration)} */
    PowerCommandResult off(String host, Optional<String> device, Duration limit) throws InterruptedException {
        return command(host, device, limit, agent::powerOff);
    }

    /** @param device as for {@link #read(String, Optional, Duration)} */
    PowerCommandResult on(String host, Optional<String> device, Duration limit) throws InterruptedException {
        return command(host, device, limit, agent::powerOn);
    }

    private PowerCommandResult command(
            String host, Optional<String> device, Duration limit, Call<PowerCommandResult> call)
            throws InterruptedException {
        Optional<String> listed = identity(host);
        if (listed.isEmpty()) {
            return new PowerCommandResult.Refused(withoutDevice, noDevice(host));
        }
        return device.isPresent() && !device.equals(listed)
                ? new PowerCommandResult.Refused(FenceFailure.REFUSED, exchanged(host))
                : call(host, device, limit, call, PowerCommandResult.Unknown::new);
    }

    private static String exchanged(String host) {
        return "the fence device written down for " + host + " was exchanged at this moment";
    }

    private static String noDevice(String host) {
        return host + " has no fence device";
    }

    /**
     * The UUID of the system that the device names; empty if it does not, or cannot be asked.
     *
     * @param device as for {@link #read(String, Optional, Duration)}
     */
    public Optional<UUID> systemUuid(String host, Optional<String> device, Duration limit) throws InterruptedException {
        return call(host, device, limit, agent::readSystemUuid, (failure, detail) -> Optional.<UUID>empty());
    }

    private interface Call<T> {
        T on(FenceDevice device, Duration limit) throws InterruptedException;
    }

    private interface Failure<T> {
        T of(FenceFailure failure, String detail);
    }

    private <T> T call(String host, Optional<String> only, Duration limit, Call<T> call, Failure<T> failure)
            throws InterruptedException {
        Optional<FenceDevice> device = devices.apply(host);
        if (device.isEmpty()) {
            return failure.of(withoutDevice, noDevice(host));
        }
        if (only.isPresent() && !only.get().equals(DeviceBinding.identityOf(device.get()))) {
            return failure.of(FenceFailure.REFUSED, exchanged(host));
        }
        Optional<Refusal> refusal = standingRefusal(host, device.get());
        if (refusal.isPresent()) {
            return failure.of(refusal.get().failure(), refusal.get().detail());
        }
        long start = nanoTime.getAsLong();
        Long overdue = overdueAt.get(host);
        ReentrantLock lock = locks.computeIfAbsent(host, h -> new ReentrantLock());
        boolean stuck = overdue != null && start - overdue > 0;
        if (stuck ? !lock.tryLock() : !lock.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            return failure.of(
                    FenceFailure.UNREACHABLE, "an earlier call to the device of " + host + " is not back yet");
        }
        try {
            Duration left = limit.minusNanos(nanoTime.getAsLong() - start);
            if (left.isNegative() || left.isZero()) {
                return failure.of(FenceFailure.UNREACHABLE, "no time was left to ask the device of " + host);
            }
            overdueAt.put(host, nanoTime.getAsLong() + left.plus(GRACE).toNanos());
            T result = Objects.requireNonNull(call.on(device.get(), left), "the agent's answer");
            failing.remove(host);
            noteCredentials(host, device.get(), result);
            return result;
        } catch (RuntimeException | Error e) {
            if (failing.add(host)) {
                LOG.error("the fence agent failed on the device of {}: a defect of the agent", host, e);
            }
            return failure.of(FenceFailure.BAD_ANSWER, "the fence agent failed: " + e);
        } finally {
            overdueAt.remove(host);
            lock.unlock();
        }
    }

    private Optional<Refusal> standingRefusal(String host, FenceDevice device) {
        return Optional.ofNullable(refusals.get(host))
                .filter(r -> r.device().equals(device) && nanoTime.getAsLong() - r.at() < CREDENTIALS_PAUSE.toNanos());
    }

    private void noteCredentials(String host, FenceDevice device, Object result) {
        if (result instanceof PowerReading.Unknown unknown) {
            noteCredentials(host, device, unknown.failure(), unknown.detail());
        } else if (result instanceof PowerCommandResult.Refused refused) {
            noteCredentials(host, device, refused.failure(), refused.detail());
        } else if (result instanceof PowerReading.Known || result instanceof PowerCommandResult.Accepted) {
            refusals.remove(host);
        }
    }

    private void noteCredentials(String host, FenceDevice device, FenceFailure failure, String detail) {
        if (failure == FenceFailure.WRONG_USER || failure == FenceFailure.WRONG_PASSWORD) {
            refusals.put(host, new Refusal(device, failure, detail, nanoTime.getAsLong()));
        }
    }
}
