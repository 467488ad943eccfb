package com.umcloud.umha.testkit.mail;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mail server on loopback that keeps what it is sent. Owns its threads ({@code smtp-sink-...}) and its port until
 * closed. Safe for use by several threads.
 */
public final class SmtpSink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpSink.class);
    private static final int MOST_CONNECTIONS = 32;

    private final Optional<SinkCertificate> certificate;
    private final boolean tlsFromTheStart;
    private final SmtpFaults faults = new SmtpFaults();
    private final List<ReceivedMail> mails = new ArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final ExecutorService executor;
    private final int port;
    private @Nullable ServerSocket listener;
    private @Nullable Future<?> acceptor;

    private SmtpSink(Optional<SinkCertificate> certificate, boolean tlsFromTheStart) {
        this.certificate = certificate;
        this.tlsFromTheStart = tlsFromTheStart;
        this.executor =
                new ThreadPoolExecutor(0, MOST_CONNECTIONS + 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "smtp-sink-" + threads.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        this.port = listen(0);
    }

    /** A server without encryption. */
    public static SmtpSink start() {
        return new SmtpSink(Optional.empty(), false);
    }

    /** A server that offers STARTTLS with a certificate of its own; takes a second or two. */
    public static SmtpSink startOfferingTls() throws InterruptedException {
        return new SmtpSink(Optional.of(SinkCertificate.make()), false);
    }

    /** A server that speaks TLS from the first byte, as on port 465; takes a second or two. */
    public static SmtpSink startWithTls() throws InterruptedException {
        return new SmtpSink(Optional.of(SinkCertificate.make()), true);
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** The self-signed certificate as PEM, for the client's file of authorities; empty without TLS. */
    public Optional<String> certificatePem() {
        return certificate.map(SinkCertificate::pem);
    }

    /** What it shall do wrong. */
    public SmtpFaults faults() {
        return faults;
    }

    /** What was taken so far, oldest first. */
    public List<ReceivedMail> messages() {
        synchronized (mails) {
            return List.copyOf(mails);
        }
    }

    /** How many connections were accepted so far. */
    public int connectionCount() {
        return accepted.get();
    }

    /**
     * Waits until at least so many mails were taken since the start.
     *
     * @throws UmhaException of type TIMEOUT if they were not within {@code limit}; it lists those that came
     */
    public List<ReceivedMail> awaitMessages(int count, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (mails) {
            while (mails.size() < count) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new UmhaException(
                            FailureType.TIMEOUT,
                            "of " + count + " mails " + mails.size() + " came within " + limit + ": "
                                    + mails.stream().map(ReceivedMail::subject).toList());
                }
                TimeUnit.NANOSECONDS.timedWait(mails, left);
            }
            return List.copyOf(mails);
        }
    }

    /** Vanishes: connections break, new ones are refused. */
    public synchronized void goDown() {
        closeQuietly(listener);
        listener = null;
        awaitAcceptor();
        connections.forEach(SmtpSink::closeQuietly);
    }

    /** Listens on the same port again. */
    public synchronized void comeBack() {
        if (listener == null) {
            listen(port);
        }
    }

    @Override
    public void close() {
        goDown();
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("The simulated mail server on port {} still has connections", port);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized int listen(int onPort) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host()), onPort));
            listener = socket;
            acceptor = executor.submit(() -> accept(socket));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UmhaException(FailureType.EXTERNAL, "the simulated mail server cannot listen: " + e, e);
        }
    }

    /** The system takes connections for as long as a thread waits for one, even on a closed socket. */
    private void awaitAcceptor() {
        Future<?> ending = acceptor;
        acceptor = null;
        if (ending == null) {
            return;
        }
        try {
            ending.get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The simulated mail server on port {} still accepts connections", port, e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                accepted.incrementAndGet();
                connections.add(connection);
                if (connections.size() > MOST_CONNECTIONS || socket.isClosed()) {
                    forget(connection);
                } else {
                    executor.execute(() -> converse(connection));
                }
            } catch (IOException e) {
                LOG.debug("The simulated mail server on port {} accepts no more: {}", port, e.toString());
            }
        }
    }

    private void converse(Socket plain) {
        try {
            Socket socket = tlsFromTheStart ? secured(plain) : plain;
            Optional<SSLContext> startTls =
                    tlsFromTheStart ? Optional.empty() : certificate.map(SinkCertificate::context);
            new SmtpConversation(socket, startTls, faults, this::keep).run();
        } catch (IOException e) {
            LOG.debug("A connection to the simulated mail server ended: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forget(plain);
        }
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket)
                certificate.orElseThrow().context().getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        socket.setUseClientMode(false);
        return socket;
    }

    private void keep(ReceivedMail mail) {
        synchronized (mails) {
            mails.add(mail);
            mails.notifyAll();
        }
    }

    private void forget(Socket connection) {
        connections.remove(connection);
        closeQuietly(connection);
    }

    private static void closeQuietly(@Nullable Closeable closeable) {
        if (closeable == null) {
            return;
        }
        try {
            closeable.close();
        } catch (IOException e) {
            LOG.debug("Closing a socket of the simulated mail server: {}", e.toString());
        }
    }
}
