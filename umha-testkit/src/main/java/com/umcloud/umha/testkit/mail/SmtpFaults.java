package com.umcloud.umha.testkit.mail;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the sink does wrong, or insists on. Safe for use by several threads; a change holds for the next command. */
public final class SmtpFaults {
    private final Map<String, String> refusedReceivers = new HashMap<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private String login = "";
    private String password = "";
    private String hangsBefore = "";
    private Duration pauseBetweenBytes = Duration.ZERO;

    /** From now on mail is taken only after a login with exactly these. */
    public synchronized void requireLogin(String user, String withPassword) {
        login = user;
        password = withPassword;
    }

    /** The next {@code times} mails are refused at their end with {@code reply}, such as {@code 451 4.3.0 later}. */
    public synchronized void refuseMails(int times, String reply) {
        refusals.merge(reply, times, Integer::sum);
    }

    /** That receiver is refused with {@code reply}, such as {@code 550 5.1.1 nobody of that name}. */
    public synchronized void refuseReceiver(String address, String reply) {
        refusedReceivers.put(address, reply);
    }

    public synchronized void acceptReceiver(String address) {
        refusedReceivers.remove(address);
    }

    /**
     * Goes silent where the given step would be answered, until told otherwise or closed.
     *
     * @param step {@code GREETING}, a command such as {@code EHLO} or {@code DATA}, {@code .} for the end of a mail, or
     *     empty for never
     */
    public synchronized void hangBefore(String step) {
        hangsBefore = step;
        notifyAll();
    }

    /** Sends every answer byte by byte with that pause in between; zero for at once. */
    public synchronized void dribble(Duration pause) {
        pauseBetweenBytes = pause;
    }

    synchronized boolean loginRequired() {
        return !login.isEmpty();
    }

    synchronized boolean accepts(String user, String withPassword) {
        return login.isEmpty() || (login.equals(user) && password.equals(withPassword));
    }

    synchronized Optional<String> refusalOfReceiver(String address) {
        return Optional.ofNullable(refusedReceivers.get(address));
    }

    /** The reply that refuses the mail that just ended; counts it. */
    synchronized Optional<String> refusalOfMail() {
        Optional<String> reply = refusals.keySet().stream().findFirst();
        reply.ifPresent(text -> refusals.compute(text, (key, left) -> left == null || left == 1 ? null : left - 1));
        return reply;
    }

    synchronized Duration pauseBetweenBytes() {
        return pauseBetweenBytes;
    }

    /** Waits for as long as the step is to hang. */
    synchronized void pass(String step) throws InterruptedException {
        while (hangsBefore.equals(step)) {
            wait();
        }
    }
}
