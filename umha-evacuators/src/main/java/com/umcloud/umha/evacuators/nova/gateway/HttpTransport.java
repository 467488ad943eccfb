package com.umcloud.umha.evacuators.nova.gateway;

import com.umcloud.umha.api.failure.FailureType;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over pooled connections, each exchange with a deadline that covers all of it. Never follows a redirect, never
 * repeats anything but a read. Owns its threads. Safe for use by several threads.
 */
final class HttpTransport implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int QUEUE = 1024;

    private final ThreadPoolExecutor threads;
    private volatile @Nullable HttpClient client;

    /**
     * @param trust whom to trust for https; empty for the system's authorities
     */
    HttpTransport(Duration connectTimeout, Optional<SSLContext> trust) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                task -> {
                    Thread thread = new Thread(task, "umha-nova-http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
        threads.allowCoreThreadTimeOut(true);
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(threads);
        trust.ifPresent(builder::sslContext);
        client = builder.build();
    }

    /** Starts an exchange; wait for it with {@link #await}. */
    CompletableFuture<HttpResponse<String>> start(HttpRequest request) {
        HttpClient open = client;
        return open == null
                ? CompletableFuture.failedFuture(new ConnectException("the evacuator is closed"))
                : open.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /**
     * Waits for an exchange and gives it up at the deadline.
     *
     * @throws ExchangeException if there is no answer
     */
    HttpReply await(HttpRequest request, CompletableFuture<HttpResponse<String>> exchange, Deadline deadline)
            throws InterruptedException {
        String name = request.method() + " " + request.uri().getPath();
        try {
            HttpResponse<String> response = exchange.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            return new HttpReply(name, response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException e) {
            throw new ExchangeException(
                    FailureType.TIMEOUT, "no answer in time to " + name + " at " + server(request), true, null);
        } catch (ExecutionException | CancellationException e) {
            throw failure(request, name, e.getCause() == null ? e : e.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    /** Starts an exchange and waits for it. */
    HttpReply exchange(HttpRequest request, Deadline deadline) throws InterruptedException {
        if (deadline.remainingNanos() == 0) {
            throw new ExchangeException(
                    FailureType.TIMEOUT,
                    "no time left for " + request.method() + " " + request.uri().getPath(),
                    false,
                    null);
        }
        return await(request, start(request), deadline);
    }

    /** Ends the threads; the client's own one ends when it finds itself unused. */
    @Override
    public void close() {
        client = null;
        threads.shutdownNow();
    }

    private static ExchangeException failure(HttpRequest request, String name, Throwable cause) {
        boolean sent = !(cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException);
        FailureType type = cause instanceof HttpConnectTimeoutException ? FailureType.TIMEOUT : FailureType.EXTERNAL;
        String what = explain(cause);
        return new ExchangeException(
                type,
                (sent ? "no answer to " : "no connection for ") + name + " at " + server(request) + ": " + what,
                sent,
                cause);
    }

    private static String explain(Throwable cause) {
        if (cause instanceof ConnectException && cause.getMessage() == null) {
            return cause.getCause() instanceof UnresolvedAddressException
                    ? "the server's name cannot be resolved"
                    : "refused, or no way there";
        }
        return cause instanceof IOException && cause.getMessage() != null
                ? cause.getMessage()
                : cause.getClass().getSimpleName();
    }

    private static String server(HttpRequest request) {
        return request.uri().getScheme() + "://" + request.uri().getRawAuthority();
    }
}
