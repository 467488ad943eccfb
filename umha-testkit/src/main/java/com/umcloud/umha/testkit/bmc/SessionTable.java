package com.umcloud.umha.testkit.bmc;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The few slots for sessions that a BMC has. Used by the BMC's thread; only the count is read by others. */
final class SessionTable {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long HALF_OPEN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Map<Integer, BmcSession> sessions = new LinkedHashMap<>();
    private final SecureRandom random;
    private volatile int slots = 4;
    private volatile int active;

    SessionTable(SecureRandom random) {
        this.random = random;
    }

    void setSlots(int number) {
        slots = number;
    }

    int activeCount() {
        return active;
    }

    /** A slot; the same one if the console only asks again. Empty if all are taken. */
    Optional<BmcSession> open(int consoleId, Suite suite) {
        long now = System.nanoTime();
        sessions.values().removeIf(session -> now - session.touched > (session.active ? IDLE_NANOS : HALF_OPEN_NANOS));
        Collection<BmcSession> all = sessions.values();
        Optional<BmcSession> same = all.stream()
                .filter(session -> !session.active && session.consoleId == consoleId && session.suite == suite)
                .findFirst();
        if (same.isPresent() || all.size() >= slots) {
            return same;
        }
        int id;
        do {
            id = random.nextInt();
        } while (id == 0 || sessions.containsKey(id));
        BmcSession session = new BmcSession(id, consoleId, suite, random);
        session.touched = now;
        sessions.put(id, session);
        return Optional.of(session);
    }

    /** The session of that number, which is thereby kept from timing out. */
    @Nullable
    BmcSession find(int id) {
        BmcSession session = sessions.get(id);
        if (session != null) {
            session.touched = System.nanoTime();
        }
        return session;
    }

    void activate(BmcSession session) {
        session.active = true;
        count();
    }

    void remove(BmcSession session) {
        sessions.remove(session.id);
        count();
    }

    private void count() {
        active = (int)
                sessions.values().stream().filter(session -> session.active).count();
    }
}
