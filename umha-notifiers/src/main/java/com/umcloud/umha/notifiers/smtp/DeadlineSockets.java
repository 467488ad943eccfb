package com.umcloud.umha.notifiers.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.SocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the sockets of one delivery and can break them from another thread: read time-outs alone would let a server
 * that answers one byte at a time hold the delivery up for ever.
 */
final class DeadlineSockets extends SocketFactory {
    private static final Logger LOG = LoggerFactory.getLogger(DeadlineSockets.class);

    private final Callable<Socket> maker;
    private final List<Socket> sockets = new ArrayList<>();
    private boolean over;

    /** @param maker makes an unconnected socket */
    DeadlineSockets(Callable<Socket> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized Socket createSocket() throws IOException {
        if (over) {
            throw new SocketException("the time is over");
        }
        try {
            Socket socket = maker.call();
            sockets.add(socket);
            return socket;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** Breaks every connection at once and lets no new one begin. */
    synchronized void breakAll() {
        over = true;
        for (Socket socket : sockets) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                LOG.debug("A connection was broken already: {}", e.toString());
            }
        }
    }

    synchronized boolean isOver() {
        return over;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        throw onlyUnconnected();
    }

    private static IOException onlyUnconnected() {
        return new IOException("only unconnected sockets are made here");
    }
}
