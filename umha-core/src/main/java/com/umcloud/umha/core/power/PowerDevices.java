package com.umcloud.umha.core.power;

import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the fence device of a host through the fence agent. Calls for one host wait for each other, within their limit; an
 * agent that throws is taken for one that knows nothing. Safe for use by several threads.
 */
public final class PowerDevices {
    private static final Logger LOG = LoggerFactory.getLogger(PowerDevices.class);

    private final FenceAgent agent;
    private final Function<String, Optional<FenceDevice>> devices;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /**
     * Devices asked through one agent.
     *
     * @param devices the device of a host, looked up at each call
     */
    public PowerDevices(FenceAgent agent, Function<String, Optional<FenceDevice>> devices) {
        this.agent = agent;
        this.devices = devices;
    }

    public boolean has(String host) {
        return devices.apply(host).isPresent();
    }

    public PowerReading read(String host, Duration limit) throws InterruptedException {
        return call(host, limit, agent::readPower, PowerReading.Unknown::new);
    }

    public PowerCommandResult off(String host, Duration limit) throws InterruptedException {
        return call(host, limit, agent::powerOff, PowerCommandResult.Unknown::new);
    }

    public Optional<UUID> systemUuid(String host, Duration limit) throws InterruptedException {
        return call(host, limit, agent::readSystemUuid, (failure, detail) -> Optional.<UUID>empty());
    }

    private interface Call<T> {
        T on(FenceDevice device, Duration limit) throws InterruptedException;
    }

    private interface Failure<T> {
        T of(FenceFailure failure, String detail);
    }

    private <T> T call(String host, Duration limit, Call<T> call, Failure<T> failure) throws InterruptedException {
        Optional<FenceDevice> device = devices.apply(host);
        if (device.isEmpty()) {
            return failure.of(FenceFailure.REFUSED, host + " has no fence device");
        }
        long start = System.nanoTime();
        ReentrantLock lock = locks.computeIfAbsent(host, h -> new ReentrantLock());
        if (!lock.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            return failure.of(
                    FenceFailure.UNREACHABLE, "an earlier call to the device of " + host + " is not back yet");
        }
        try {
            Duration left = limit.minusNanos(System.nanoTime() - start);
            return !left.isNegative() && !left.isZero()
                    ? call.on(device.get(), left)
                    : failure.of(FenceFailure.UNREACHABLE, "no time was left to ask the device of " + host);
        } catch (RuntimeException e) {
            LOG.error("the fence agent failed on the device of {}: a defect of the agent", host, e);
            return failure.of(FenceFailure.BAD_ANSWER, "the fence agent failed: " + e);
        } finally {
            lock.unlock();
        }
    }
}
