package com.umcloud.umha.evacuators.nova.gateway;

import com.umcloud.umha.api.failure.UmhaException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Requests with one token, shared by all callers and renewed when a service refuses it: a refused request was not
 * processed, so it is sent once more. Owns connections and threads. Safe for use by several threads.
 */
final class TokenExchange implements AutoCloseable {
    /** So often a refused token is replaced: the fresh one may have been revoked with the old one, while it was fetched. */
    private static final int RENEWALS = 2;

    private static final int AT_ONCE = 8;

    /** A request as it has to be made within a session. */
    interface Draft extends Function<Session, HttpRequest> {}

    private final HttpTransport transport;
    private final SessionKeeper sessions;

    TokenExchange(HttpTransport transport, SessionKeeper sessions) {
        this.transport = transport;
        this.sessions = sessions;
    }

    Session session(Deadline deadline) throws InterruptedException {
        return sessions.current(deadline);
    }

    /**
     * Sends a request and returns the answer, whatever its status, but for 401.
     *
     * @throws ExchangeException if there is no answer
     * @throws UmhaException if there is no session, in which case nothing was sent
     */
    HttpReply send(Draft draft, Deadline deadline) throws InterruptedException {
        Session session = sessions.current(deadline);
        HttpReply reply = transport.exchange(draft.apply(session), deadline);
        for (int renewals = 0; reply.status() == 401 && renewals < RENEWALS; renewals++) {
            session = sessions.insteadOf(session, deadline);
            reply = transport.exchange(draft.apply(session), deadline);
        }
        return reply;
    }

    /**
     * Sends several requests that may be repeated, some at the same time.
     *
     * @return an answer for each in its sequence
     * @throws UmhaException if one has no answer
     */
    List<HttpReply> sendAll(List<Draft> drafts, Deadline deadline) throws InterruptedException {
        List<HttpReply> replies = new ArrayList<>();
        for (int from = 0; from < drafts.size(); from += AT_ONCE) {
            replies.addAll(together(drafts.subList(from, Math.min(drafts.size(), from + AT_ONCE)), deadline));
        }
        return replies;
    }

    @Override
    public void close() {
        sessions.close();
        transport.close();
    }

    private List<HttpReply> together(List<Draft> drafts, Deadline deadline) throws InterruptedException {
        Session session = sessions.current(deadline);
        List<HttpRequest> requests =
                drafts.stream().map(draft -> draft.apply(session)).toList();
        List<CompletableFuture<HttpResponse<String>>> exchanges =
                requests.stream().map(transport::start).toList();
        List<HttpReply> replies = new ArrayList<>();
        try {
            for (int i = 0; i < drafts.size(); i++) {
                HttpReply reply = transport.await(requests.get(i), exchanges.get(i), deadline);
                replies.add(reply.status() == 401 ? send(drafts.get(i), deadline) : reply);
            }
        } finally {
            exchanges.forEach(exchange -> exchange.cancel(true));
        }
        return replies;
    }
}
