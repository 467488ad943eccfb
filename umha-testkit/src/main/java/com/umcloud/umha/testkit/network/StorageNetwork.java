package com.umcloud.umha.testkit.network;

import com.umcloud.umha.testkit.host.HostEvent;
import com.umcloud.umha.testkit.host.HostListener;
import com.umcloud.umha.testkit.host.SimulatedHost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The storage network as TCP probes see it. A host's storage address answers while the host is alive and its storage network
 * up. Each host has an own address of the storage server, which answers while that host's storage network is up; a further
 * one is the controller's, and always answers. Safe for use by several threads.
 */
public final class StorageNetwork implements HostListener, AutoCloseable {
    private static final String CONTROLLERS_VIEW = "127.30.0.1";

    private final Listener controllersView = new Listener(CONTROLLERS_VIEW, 0);
    private final List<SimulatedHost> hosts;
    private final Map<String, Listener> listeners = new HashMap<>();
    private boolean closed;

    /** Attaches to the hosts; their addresses answer from now on. */
    public StorageNetwork(List<SimulatedHost> hosts) {
        this.hosts = List.copyOf(hosts);
        for (SimulatedHost host : hosts) {
            host.addListener(this);
            refresh(host);
        }
    }

    /** The port that answers on every address of this network: the probe is {@code tcp:PORT}. */
    public int port() {
        return controllersView.port();
    }

    /** The storage server's address for the agent of a host. */
    public String storageServerFor(SimulatedHost host) {
        int number = hosts.indexOf(host) + 1;
        return "127.20." + number / 250 + "." + (number % 250 + 1);
    }

    /** The storage server's address for the controller. */
    public String storageServerForController() {
        return CONTROLLERS_VIEW;
    }

    @Override
    public void changed(SimulatedHost host, HostEvent event) {
        refresh(host);
    }

    private synchronized void refresh(SimulatedHost host) {
        boolean up = host.isStorageNetworkUp() && !closed;
        listen(storageServerFor(host), up);
        listen(host.storageAddress(), up && host.isAlive());
    }

    private void listen(String address, boolean wanted) {
        Listener listener = listeners.get(address);
        if (wanted && listener == null) {
            listeners.put(address, new Listener(address, port()));
        } else if (!wanted && listener != null) {
            listeners.remove(address);
            listener.close();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        hosts.forEach(host -> host.removeListener(this));
        hosts.forEach(this::refresh);
        controllersView.close();
    }
}
