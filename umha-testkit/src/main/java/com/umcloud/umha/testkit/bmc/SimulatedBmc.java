package com.umcloud.umha.testkit.bmc;

import com.umcloud.umha.testkit.host.PowerSwitch;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.BufferUnderflowException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The BMC of one simulated host: speaks IPMI 2.0 over LAN (RMCP+, cipher suites 3 and 17) on a UDP port of the loopback
 * interface, and switches the host's power. One thread ({@code simulated-bmc-PORT}) answers; a second one starts when an
 * answer or a loss of power has to wait. The public methods are safe for use by several threads.
 */
public final class SimulatedBmc implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedBmc.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int LARGEST_DATAGRAM = 1500;
    private static final int ADMINISTRATOR = 4;

    private final DatagramSocket socket;
    private final Thread thread;
    private final ScheduledThreadPoolExecutor later;
    private final SecureRandom random = new SecureRandom();
    private final BmcFaults faults = new BmcFaults();
    private final SessionTable sessions = new SessionTable(random);
    private final LoginDesk logins;
    private final Chassis chassis;
    private final CommandDesk commands;

    private SimulatedBmc(DatagramSocket socket, PowerSwitch power) {
        this.socket = socket;
        this.later = new ScheduledThreadPoolExecutor(
                1, new DefaultThreadFactory("simulated-bmc-" + socket.getLocalPort() + "-later", true));
        later.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        byte[] guid = CommandDesk.guid(power);
        this.logins = new LoginDesk(sessions, faults, guid, random);
        this.chassis = new Chassis(power, faults, later);
        this.commands = new CommandDesk(chassis, faults, logins, guid);
        this.thread = new Thread(this::serve, "simulated-bmc-" + socket.getLocalPort());
        thread.setDaemon(true);
    }

    /** A BMC on a free port of 127.0.0.1 with one administrator. */
    public static SimulatedBmc start(PowerSwitch power, String username, String password) {
        return start(power, 0, username, password);
    }

    /**
     * A BMC on a certain port, as after a restart.
     *
     * @param port 0 for a free one
     * @throws UncheckedIOException if the port is taken
     */
    public static SimulatedBmc start(PowerSwitch power, int port, String username, String password) {
        DatagramSocket socket;
        try {
            socket = new DatagramSocket(
                    new InetSocketAddress(InetAddress.getByAddress(LOOPBACK, Bytes.of(127, 0, 0, 1)), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SimulatedBmc bmc = new SimulatedBmc(socket, power);
        bmc.putUser(username, password, ADMINISTRATOR);
        bmc.thread.start();
        return bmc;
    }

    /** {@code 127.0.0.1:PORT}. */
    public String address() {
        return LOOPBACK + ":" + port();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** What it does wrong; nothing at first. */
    public BmcFaults faults() {
        return faults;
    }

    /**
     * Adds an account, or changes its password and privilege.
     *
     * @param privilege the highest it may use: 2 user, 3 operator, 4 administrator
     */
    public void putUser(String username, String password, int privilege) {
        logins.putUser(new BmcUser(username, password, privilege));
    }

    /** Offers only these cipher suites, of 3 and 17. */
    public void offerSuites(Set<Integer> numbers) {
        Set<Suite> offered = EnumSet.allOf(Suite.class);
        offered.removeIf(suite -> !numbers.contains(suite.number));
        logins.setSuites(Set.copyOf(offered));
    }

    /** How many sessions may be open at once; 4 at first. */
    public void setSessionSlots(int slots) {
        sessions.setSlots(slots);
    }

    /** How many sessions are logged in now. */
    public int openSessions() {
        return sessions.activeCount();
    }

    /** How many times somebody claimed to be a user (RAKP Message 1), repetitions included. */
    public int loginAttempts() {
        return logins.attempts();
    }

    /**
     * Each Chassis Control that arrived inside a session, whatever came of it, in order: {@code off}, {@code on},
     * {@code cycle}, {@code reset}, {@code diag} or {@code soft}.
     */
    public List<String> commands() {
        return chassis.commands();
    }

    /** Closes the port; what was still to happen later does not. */
    @Override
    public void close() {
        socket.close();
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        later.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
        while (!socket.isClosed()) {
            try {
                packet.setLength(LARGEST_DATAGRAM);
                socket.receive(packet);
                byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
                if (!faults.loses()) {
                    answer(datagram).ifPresent(reply -> send(reply, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.debug("a datagram was not received", e);
                }
            } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
                LOG.debug("a malformed datagram is dropped: {}", e.toString());
            } catch (RuntimeException e) {
                LOG.error("a simulated BMC could not answer", e);
            }
        }
    }

    private Optional<byte[]> answer(byte[] datagram) {
        if (Rmcp.isPing(datagram)) {
            return Optional.of(Rmcp.pong(datagram));
        }
        if (!Rmcp.isIpmi(datagram)) {
            return Optional.empty();
        }
        if (!Rmcp.isVersion2(datagram)) {
            return Optional.of(Rmcp.frame15(commands.answer(Rmcp.message15(datagram), null)));
        }
        Rmcp.Frame frame = Rmcp.frame(datagram);
        if (frame.type != Rmcp.MESSAGE) {
            return logins.answer(frame.type, frame.payload).map(payload -> Rmcp.plain(frame.type + 1, payload));
        }
        return frame.sessionId == 0
                ? Optional.of(Rmcp.plain(Rmcp.MESSAGE, commands.answer(frame.payload, null)))
                : inSession(datagram, frame);
    }

    private Optional<byte[]> inSession(byte[] datagram, Rmcp.Frame frame) {
        BmcSession session = sessions.find(frame.sessionId);
        if (session == null || !session.active) {
            return Optional.empty();
        }
        Optional<byte[]> message = session.open(datagram, frame);
        if (message.isEmpty()) {
            return Optional.empty();
        }
        byte[] reply = commands.answer(message.get(), session);
        int code = CommandDesk.code(message.get());
        if (code == CommandDesk.CLOSE_SESSION) {
            sessions.remove(session);
        }
        if (code == CommandDesk.CHASSIS_CONTROL && faults.has(BmcFault.LOSE_CONTROL_ANSWERS)) {
            return Optional.empty();
        }
        return Optional.of(
                faults.has(BmcFault.IN_CLEAR)
                        ? session.inClear(reply)
                        : session.seal(reply, faults.has(BmcFault.WRONG_MAC)));
    }

    private void send(byte[] reply, SocketAddress console) {
        long pause = faults.delay().toNanos();
        if (pause == 0) {
            sendNow(reply, console);
        } else {
            ScheduledFuture<?> unused = later.schedule(() -> sendNow(reply, console), pause, TimeUnit.NANOSECONDS);
        }
    }

    private void sendNow(byte[] reply, SocketAddress console) {
        if (faults.has(BmcFault.NOISE)) {
            byte[] noise = new byte[reply.length];
            random.nextBytes(noise);
            transmit(noise, console);
            transmit(Arrays.copyOf(reply, reply.length - 3), console);
            if (Rmcp.isSealed(reply)) {
                byte[] flipped = reply.clone();
                flipped[flipped.length - 1] ^= 0x10;
                transmit(flipped, console);
            }
        }
        for (int copies = faults.has(BmcFault.DUPLICATE) ? 2 : 1; copies > 0; copies--) {
            if (!faults.loses()) {
                transmit(reply, console);
            }
        }
    }

    private void transmit(byte[] datagram, SocketAddress console) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, console));
        } catch (IOException e) {
            LOG.debug("a datagram was not sent", e);
        }
    }
}
