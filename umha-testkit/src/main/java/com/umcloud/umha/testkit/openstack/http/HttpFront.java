package com.umcloud.umha.testkit.openstack.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server on a free port of 127.0.0.1 that records what it is asked and misbehaves when ordered to. */
public final class HttpFront implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final int THREADS = 48;
    private static final int BACKLOG = 256;
    private static final int RECORDED = 20_000;

    static {
        // without it every answer waits for the client's delayed acknowledgement, about 40 ms
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final String scheme;
    private final ThreadPoolExecutor workers;
    private final Function<Call, Reply> service;
    private final FaultPlan faults = new FaultPlan();
    private final Deque<Call> calls = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Binds the port; requests are served after {@link #start()}.
     *
     * @param name names the threads
     * @param service answers a request; called by several threads
     * @param tls the server's key and certificate for https; empty for http
     */
    public HttpFront(String name, Function<Call, Reply> service, Optional<SSLContext> tls) {
        this.service = service;
        this.scheme = tls.isPresent() ? "https" : "http";
        try {
            server = bind(tls);
        } catch (IOException e) {
            throw new UncheckedIOException("no port on 127.0.0.1", e);
        }
        AtomicInteger number = new AtomicInteger();
        workers =
                new ThreadPoolExecutor(THREADS, THREADS, 5, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4096), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
        server.setExecutor(workers);
        server.createContext("/", this::serve);
    }

    private static HttpServer bind(Optional<SSLContext> tls) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        if (tls.isEmpty()) {
            return HttpServer.create(address, BACKLOG);
        }
        HttpsServer server = HttpsServer.create(address, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
        return server;
    }

    public void start() {
        server.start();
    }

    /** The base URL, without a slash at its end. */
    public String url() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    public FaultPlan faults() {
        return faults;
    }

    /** What was asked so far, oldest first (the last 20,000 requests). */
    public List<Call> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        workers.shutdownNow();
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            Call call = read(exchange);
            record(call);
            Optional<Fault> fault = faults.strike(call);
            if (fault.isPresent()) {
                misbehave(exchange, call, fault.get());
            } else {
                answer(exchange, service.apply(call));
            }
        } catch (IOException e) {
            LOG.debug("the client has gone: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the simulated service failed", e);
        }
    }

    private void misbehave(HttpExchange exchange, Call call, Fault fault) throws IOException, InterruptedException {
        if (fault instanceof Fault.Answer answer) {
            answer(exchange, answer.reply());
        } else if (fault instanceof Fault.Delay delay) {
            pause(delay.duration());
            answer(exchange, service.apply(call));
        } else if (fault instanceof Fault.DropAfterEffect) {
            Reply unsent = service.apply(call);
            LOG.debug("the answer {} to {} is kept back", unsent.status(), call);
        } else if (fault instanceof Fault.Garble garble) {
            Reply reply = service.apply(call);
            answer(
                    exchange,
                    new Reply(
                            reply.status(),
                            Map.of("Content-Type", garble.contentType()),
                            garble.body(),
                            reply.delay()));
        }
    }

    private void answer(HttpExchange exchange, Reply reply) throws IOException, InterruptedException {
        pause(reply.delay());
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private void pause(Duration wait) throws InterruptedException {
        if (!wait.isZero() && closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("closed while an answer was held back");
        }
    }

    private void record(Call call) {
        synchronized (calls) {
            calls.addLast(call);
            if (calls.size() > RECORDED) {
                calls.removeFirst();
            }
        }
    }

    private static Call read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), values.get(0)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query(exchange.getRequestURI().getRawQuery()),
                headers,
                body);
    }

    private static Map<String, List<String>> query(String raw) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (raw == null) {
            return query;
        }
        for (String part : raw.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            query.computeIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), key -> new ArrayList<>())
                    .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return query;
    }
}
