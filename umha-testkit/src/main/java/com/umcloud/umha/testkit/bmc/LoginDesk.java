package com.umcloud.umha.testkit.bmc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Open Session and RAKP messages 1 to 4 (IPMI 2.0, sections 13.17 to 13.23). As with real BMCs a repeated RAKP 1 draws a new
 * random number. Used by the BMC's thread; users and suites may be changed by others.
 */
final class LoginDesk {
    private static final int NO_RESOURCES = 0x01;
    private static final int INVALID_SESSION = 0x02;
    private static final int UNAUTHORIZED_ROLE = 0x0a;
    private static final int UNAUTHORIZED_NAME = 0x0d;
    private static final int INVALID_CHECK = 0x0f;
    private static final int NO_MATCHING_SUITE = 0x11;

    private final SessionTable sessions;
    private final BmcFaults faults;
    private final byte[] guid;
    private final SecureRandom random;
    private final Map<String, BmcUser> users = new ConcurrentHashMap<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile Set<Suite> suites = Set.of(Suite.values());

    LoginDesk(SessionTable sessions, BmcFaults faults, byte[] guid, SecureRandom random) {
        this.sessions = sessions;
        this.faults = faults;
        this.guid = guid;
        this.random = random;
    }

    void putUser(BmcUser user) {
        users.put(user.name(), user);
    }

    void setSuites(Set<Suite> offered) {
        suites = offered;
    }

    Set<Suite> suites() {
        return suites;
    }

    /** How many RAKP 1 came, repetitions included. */
    int attempts() {
        return attempts.get();
    }

    /** The answering payload, if there is one. */
    Optional<byte[]> answer(int type, byte[] payload) {
        return switch (type) {
            case Rmcp.OPEN_SESSION -> Optional.of(openSession(payload));
            case Rmcp.RAKP_1 -> Optional.of(rakp2(payload));
            case Rmcp.RAKP_3 -> rakp4(payload);
            default -> Optional.empty();
        };
    }

    private byte[] openSession(byte[] request) {
        byte[] consoleId = Arrays.copyOfRange(request, 4, 8);
        Optional<Suite> suite = Suite.of(request[12] & 0x3f, request[20] & 0x3f, request[28] & 0x3f)
                .filter(suites::contains);
        if (suite.isEmpty()) {
            return Bytes.join(Bytes.of(request[0], NO_MATCHING_SUITE, 0, 0), consoleId);
        }
        Optional<BmcSession> session =
                faults.has(BmcFault.NO_SLOTS) ? Optional.empty() : sessions.open(number(request, 4), suite.get());
        if (session.isEmpty()) {
            return Bytes.join(Bytes.of(request[0], NO_RESOURCES, 0, 0), consoleId);
        }
        return Bytes.join(
                Bytes.of(request[0], 0, 4, 0),
                consoleId,
                Bytes.ofInt(session.get().id),
                Arrays.copyOfRange(request, 8, 32));
    }

    private byte[] rakp2(byte[] rakp1) {
        attempts.incrementAndGet();
        BmcSession session = sessions.find(number(rakp1, 4));
        if (session == null || session.active) {
            return Bytes.of(rakp1[0], INVALID_SESSION, 0, 0, 0, 0, 0, 0);
        }
        byte[] head = Bytes.join(Bytes.of(rakp1[0], 0, 0, 0), Bytes.ofInt(session.consoleId));
        byte[] name = Arrays.copyOfRange(rakp1, 28, 28 + rakp1[27]);
        @Nullable BmcUser user = users.get(new String(name, StandardCharsets.UTF_8));
        int role = rakp1[24] & 0x0f;
        if (user == null || role > user.privilege()) {
            sessions.remove(session);
            head[1] = (byte) (user == null ? UNAUTHORIZED_NAME : UNAUTHORIZED_ROLE);
            return head;
        }
        session.userKey = user.key();
        session.limit = role == 0 ? user.privilege() : role;
        session.role = Bytes.join(Bytes.of(rakp1[24], name.length), name);
        session.consoleRandom = Arrays.copyOfRange(rakp1, 8, 24);
        session.bmcRandom = new byte[16];
        random.nextBytes(session.bmcRandom);
        byte[] proof = session.suite.hash(
                session.userKey,
                Bytes.join(
                        Bytes.ofInt(session.consoleId),
                        Bytes.ofInt(session.id),
                        session.consoleRandom,
                        session.bmcRandom,
                        guid,
                        session.role));
        if (faults.has(BmcFault.BAD_RAKP_2)) {
            proof[0] ^= 1;
        }
        return Bytes.join(head, session.bmcRandom, guid, proof);
    }

    private Optional<byte[]> rakp4(byte[] rakp3) {
        BmcSession session = sessions.find(number(rakp3, 4));
        if (session == null || session.bmcRandom.length == 0) {
            return Optional.of(Bytes.of(rakp3[0], INVALID_SESSION, 0, 0, 0, 0, 0, 0));
        }
        if (rakp3[1] != 0) {
            sessions.remove(session);
            return Optional.empty();
        }
        byte[] consoleId = Bytes.ofInt(session.consoleId);
        byte[] expected = session.suite.hash(session.userKey, Bytes.join(session.bmcRandom, consoleId, session.role));
        if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(rakp3, 8, rakp3.length))) {
            sessions.remove(session);
            return Optional.of(Bytes.join(Bytes.of(rakp3[0], INVALID_CHECK, 0, 0), consoleId));
        }
        if (!session.active) {
            session.deriveKeys();
            sessions.activate(session);
        }
        byte[] check = session.suite.check(
                session.sessionKey(), Bytes.join(session.consoleRandom, Bytes.ofInt(session.id), guid));
        return Optional.of(Bytes.join(Bytes.of(rakp3[0], 0, 0, 0), consoleId, check));
    }

    private static int number(byte[] bytes, int from) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(from);
    }
}
