package com.umcloud.umha.notifiers.smtp;

import com.umcloud.umha.api.notify.DeliveryResult;
import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Notifier;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands notifications to the configured mail server, one connection each. Called from one thread; {@link #close} may
 * come from another and breaks a delivery that is under way. Owns the thread {@code smtp-deadline}, which breaks a
 * connection when the time is over.
 */
public final class SmtpNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpNotifier.class);
    private static final int MOST_UNFINISHED = 256;

    private final SmtpConfig config;
    private final SmtpSession session;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService deadlines;
    private final Map<String, Address[]> unfinished = new LinkedHashMap<>();
    private final Set<String> toldRefused = new HashSet<>();
    private volatile @Nullable DeadlineSockets current;
    private volatile boolean closed;

    /**
     * @param config with mail switched on
     * @param nanoTime a steady clock, as {@link System#nanoTime()}
     */
    public SmtpNotifier(SmtpConfig config, LongSupplier nanoTime) {
        this.config = config;
        this.session = new SmtpSession(config);
        this.nanoTime = nanoTime;
        this.deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "smtp-deadline");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public DeliveryResult deliver(Notification notification, Duration limit) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (closed) {
            return new DeliveryResult.TryLater("the mail notifier is closed");
        }
        long begin = nanoTime.getAsLong();
        Duration own = limit.minus(min(limit.dividedBy(10), Duration.ofSeconds(1)));
        DeadlineSockets sockets = session.sockets();
        current = sockets;
        ScheduledFuture<?> deadline = deadlines.schedule(sockets::breakAll, own.toMillis(), TimeUnit.MILLISECONDS);
        Thread thread = Thread.currentThread();
        ClassLoader former = thread.getContextClassLoader();
        // The mail library looks for its parts there.
        thread.setContextClassLoader(SmtpNotifier.class.getClassLoader());
        try {
            DeliveryResult result = send(session.open(sockets, own), notification);
            if (result instanceof DeliveryResult.Delivered) {
                return result;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!sockets.isOver()) {
                return result;
            }
            Duration took = Duration.ofNanos(nanoTime.getAsLong() - begin);
            return new DeliveryResult.TryLater("mail server " + config.server() + ":" + config.port()
                    + " did not take the mail within " + took.toMillis() + " ms");
        } finally {
            thread.setContextClassLoader(former);
            deadline.cancel(false);
            current = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        deadlines.shutdownNow();
        DeadlineSockets sockets = current;
        if (sockets != null) {
            sockets.breakAll();
        }
    }

    private DeliveryResult send(Session library, Notification notification) {
        String id = notification.id();
        try {
            NotificationMail mail = new NotificationMail(library, config, notification);
            Address[] receivers = unfinished.getOrDefault(id, mail.getAllRecipients());
            Transport transport = library.getTransport("smtp");
            try {
                connect(transport);
                return send(transport, mail, receivers, id);
            } finally {
                closeQuietly(transport);
            }
        } catch (MessagingException e) {
            return new SmtpFailure(config, e).result();
        }
    }

    /** What the server has taken stays taken, however the farewell ends. */
    private static void closeQuietly(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("Taking leave of the mail server: {}", e.toString());
        }
    }

    private void connect(Transport transport) throws MessagingException {
        if (config.login().isPresent()) {
            SmtpConfig.Login login = config.login().get();
            transport.connect(
                    config.server(),
                    config.port(),
                    login.user(),
                    login.password().reveal());
        } else {
            transport.connect(config.server(), config.port(), null, null);
        }
    }

    private DeliveryResult send(Transport transport, NotificationMail mail, Address[] receivers, String id) {
        try {
            transport.sendMessage(mail, receivers);
            unfinished.remove(id);
            return new DeliveryResult.Delivered();
        } catch (MessagingException e) {
            SmtpFailure failure = new SmtpFailure(config, e);
            if (failure.reachedSome() || (unfinished.containsKey(id) && failure.isAboutReceivers())) {
                return partial(failure, id);
            }
            return failure.result();
        }
    }

    /** Some have it: those who may get it later are tried again alone, those who are refused are told of, once each. */
    private DeliveryResult partial(SmtpFailure failure, String id) {
        List<Address> later = new ArrayList<>();
        List<String> details = new ArrayList<>();
        for (SMTPAddressFailedException refusal : failure.refusedReceivers()) {
            String detail = failure.describe(refusal);
            if (SmtpFailure.isTemporary(refusal)) {
                later.add(refusal.getAddress());
                details.add(detail);
            } else if (toldRefused.add(refusal.getAddress().toString())) {
                LOG.error("Mail does not reach one of the receivers: {}; check [email] receiver_list", detail);
            }
        }
        unfinished.remove(id);
        if (later.isEmpty()) {
            return new DeliveryResult.Delivered();
        }
        if (unfinished.size() >= MOST_UNFINISHED) {
            unfinished.remove(unfinished.keySet().iterator().next());
        }
        unfinished.put(id, later.toArray(Address[]::new));
        return new DeliveryResult.TryLater("some receivers have it, others not yet: " + String.join("; ", details));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
