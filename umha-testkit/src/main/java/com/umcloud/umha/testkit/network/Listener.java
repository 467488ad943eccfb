package com.umcloud.umha.testkit.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Accepts connections on one address, and ends them at once, until it is closed. */
final class Listener implements AutoCloseable {
    private static final int BACKLOG = 100;

    private final ServerSocket socket;

    /**
     * Listens from now on.
     *
     * @param port 0 takes any free one
     */
    Listener(String address, int port) {
        try {
            socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address + ":" + port, e);
        }
        Thread thread = new Thread(this::accept, "simulated-network-" + address);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                socket.accept().close();
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException("while accepting on " + socket, e);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + socket, e);
        }
    }
}
