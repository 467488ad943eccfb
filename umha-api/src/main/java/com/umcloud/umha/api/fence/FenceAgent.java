package com.umcloud.umha.api.fence;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Speaks one protocol with power devices. One agent serves all devices of its kind; the engine calls it on its own
 * threads, for different devices at the same time, for one device never twice at the same time. Every call may block
 * until {@code limit}; when it is over the call must return ({@code UNREACHABLE}, or {@code Unknown} for a command that
 * may have arrived). Expected trouble is a value; an exception means that the agent is broken and counts as unknown.
 */
public interface FenceAgent extends AutoCloseable {
    /** Reads the power state now; never from a cache. */
    PowerReading readPower(FenceDevice device, Duration limit) throws InterruptedException;

    /** Cuts the power at once, without asking the operating system. Commanding a host that is off is accepted. */
    PowerCommandResult powerOff(FenceDevice device, Duration limit) throws InterruptedException;

    /** Switches the power on. */
    PowerCommandResult powerOn(FenceDevice device, Duration limit) throws InterruptedException;

    /**
     * The UUID of the system that the device controls, if the device tells; used to prove that it is the right one.
     * Empty as well if it cannot be read now.
     */
    default Optional<UUID> readSystemUuid(FenceDevice device, Duration limit) throws InterruptedException {
        return Optional.empty();
    }

    /** Called once; releases sockets and threads. */
    @Override
    default void close() {}
}
