package com.umcloud.umha.fencing.ipmi;

import com.typesafe.config.Config;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.fencing.ipmi.packet.CompletionCode;
import com.umcloud.umha.fencing.ipmi.packet.IpmiCommand;
import com.umcloud.umha.fencing.ipmi.session.CommandRefusedException;
import com.umcloud.umha.fencing.ipmi.session.Deadline;
import com.umcloud.umha.fencing.ipmi.session.Delivery;
import com.umcloud.umha.fencing.ipmi.session.IpmiClient;
import com.umcloud.umha.fencing.ipmi.session.IpmiException;
import com.umcloud.umha.fencing.ipmi.session.IpmiSession;
import com.umcloud.umha.fencing.ipmi.session.IpmiTarget;
import com.umcloud.umha.fencing.ipmi.session.SessionWork;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fences by a BMC's chassis commands. A power command only commands: whether the power is gone is for the caller to read.
 * Options of a device or settings that cannot be used are an exception of type CONFIGURATION; all other trouble is a value.
 */
final class IpmiFenceAgent implements FenceAgent {
    private static final Logger LOG = LoggerFactory.getLogger(IpmiFenceAgent.class);
    private static final int LONGEST_NAME = 16;
    private static final int LONGEST_PASSWORD = 20;

    private final Config section;
    private final IpmiConfig config;
    private final LongSupplier nanoTime;
    private final CredentialMemory memory;
    private final AddressResolver resolver = new AddressResolver();
    private final IpmiClient client = new IpmiClient();
    private volatile boolean closed;

    /**
     * An agent with its own thread for the network.
     *
     * @param section {@code [ipmi]}, complete
     * @param nanoTime a steady clock such as {@link System#nanoTime()}
     * @throws UmhaException of type CONFIGURATION if the section cannot be used
     */
    IpmiFenceAgent(Config section, LongSupplier nanoTime) {
        this.section = section;
        this.config = IpmiConfigReader.read(section);
        this.nanoTime = nanoTime;
        this.memory = new CredentialMemory(nanoTime);
    }

    @Override
    public PowerReading readPower(FenceDevice device, Duration limit) throws InterruptedException {
        try {
            return new PowerReading.Known(inSession(device, limit, IpmiFenceAgent::readState));
        } catch (IpmiException failure) {
            return new PowerReading.Unknown(failure.failure(), detail(device, failure));
        }
    }

    @Override
    public PowerCommandResult powerOff(FenceDevice device, Duration limit) throws InterruptedException {
        return command(device, limit, IpmiCommand.powerDown(), PowerState.OFF);
    }

    @Override
    public PowerCommandResult powerOn(FenceDevice device, Duration limit) throws InterruptedException {
        return command(device, limit, IpmiCommand.powerUp(), PowerState.ON);
    }

    /** Asks Get System GUID; see {@link GuidEncoding} for the order of its bytes. */
    @Override
    public Optional<UUID> readSystemUuid(FenceDevice device, Duration limit) throws InterruptedException {
        GuidEncoding encoding = settings(device).guidEncoding();
        try {
            return encoding.read(inSession(device, limit, session -> session.request(IpmiCommand.getSystemGuid())));
        } catch (IpmiException failure) {
            LOG.debug("no system UUID of {}: {}", device.host(), failure.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        closed = true;
        resolver.close();
        client.close();
    }

    private PowerCommandResult command(FenceDevice device, Duration limit, IpmiCommand command, PowerState wanted)
            throws InterruptedException {
        Delivery delivery = new Delivery();
        try {
            inSession(device, limit, session -> {
                carryOut(session, settings(device), command, wanted, delivery);
                return wanted;
            });
            return new PowerCommandResult.Accepted();
        } catch (IpmiException failure) {
            String detail = detail(device, failure);
            return delivery.mayHaveBeenCarriedOut()
                    ? new PowerCommandResult.Unknown(failure.failure(), detail)
                    : new PowerCommandResult.Refused(failure.failure(), detail);
        }
    }

    /** Some BMCs refuse to switch off what is off already; the caller is told that they accept. */
    private static void carryOut(
            IpmiSession session, IpmiConfig settings, IpmiCommand command, PowerState wanted, Delivery delivery)
            throws InterruptedException {
        session.request(IpmiCommand.setSessionPrivilegeLevel(settings.privilege()));
        try {
            session.request(command, delivery);
        } catch (CommandRefusedException refusal) {
            if (refusal.completionCode() != CompletionCode.NOT_IN_PRESENT_STATE || readState(session) != wanted) {
                throw refusal;
            }
        }
    }

    private static PowerState readState(IpmiSession session) throws InterruptedException {
        byte[] status = session.request(IpmiCommand.getChassisStatus());
        if (status.length < 3) {
            throw IpmiException.lasting(
                    FenceFailure.BAD_ANSWER, "a chassis status of " + status.length + " bytes instead of 3");
        }
        return (status[0] & 1) == 1 ? PowerState.ON : PowerState.OFF;
    }

    private <T> T inSession(FenceDevice device, Duration limit, SessionWork<T> work) throws InterruptedException {
        if (closed) {
            throw new UmhaException(FailureType.INTERNAL, "the fence agent ipmi is closed");
        }
        IpmiConfig settings = settings(device);
        Deadline deadline = Deadline.in(limit.compareTo(settings.timeout()) < 0 ? limit : settings.timeout(), nanoTime);
        BmcAddress address = BmcAddress.parse(device.address(), settings.port());
        requireUsable(device);
        memory.check(device);
        try {
            IpmiTarget target = new IpmiTarget(
                    resolver.resolve(address, deadline),
                    device.username(),
                    device.password(),
                    settings.privilege(),
                    settings.cipherSuites(),
                    settings.retryInterval());
            T result = client.inSession(target, deadline, work);
            memory.forget(device);
            return result;
        } catch (IpmiException failure) {
            if (failure.failure() == FenceFailure.WRONG_USER || failure.failure() == FenceFailure.WRONG_PASSWORD) {
                memory.remember(
                        device, failure.failure(), String.valueOf(failure.getMessage()), settings.credentialBackoff());
            }
            throw failure;
        }
    }

    private IpmiConfig settings(FenceDevice device) {
        return device.options().isEmpty()
                ? config
                : IpmiConfigReader.read(section, device.options(), "options of the fence device of " + device.host());
    }

    /** The wire has no room for longer ones, so no BMC can have them. */
    private static void requireUsable(FenceDevice device) {
        if (device.username().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw IpmiException.lasting(
                    FenceFailure.WRONG_USER, "the user's name is longer than the 16 bytes that IPMI allows");
        }
        if (device.password().reveal().getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
            throw IpmiException.lasting(
                    FenceFailure.WRONG_PASSWORD, "the password is longer than the 20 bytes that IPMI allows");
        }
    }

    private static String detail(FenceDevice device, IpmiException failure) {
        return "BMC " + device.address() + " of " + device.host() + ": " + failure.getMessage();
    }
}
