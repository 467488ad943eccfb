package com.umcloud.umha.api.plugin;

import com.umcloud.umha.api.reachability.ReachabilityProbe;
import java.nio.file.Path;
import java.time.InstantSource;

/** What the program lends to a plugin component for its whole life. Safe for use by several threads. */
public interface PluginContext {
    /** Wall-clock time, for the times on data. */
    InstantSource clock();

    /** A steady clock in nanoseconds for waits and deadlines, as {@link System#nanoTime()}; never set back. */
    long nanoTime();

    /** This host's name as Nova knows it: {@code [DEFAULT] host}, else the system's host name. */
    String hostName();

    /** A directory that belongs to the program and exists; a plugin keeps files below a folder named as itself. */
    Path dataDirectory();

    /**
     * A probe of the given method.
     *
     * @param method {@code icmp} (the system's ping) or {@code tcp:PORT} (a connection is accepted or refused)
     * @throws com.umcloud.umha.api.failure.UmhaException of type CONFIGURATION if the method is neither
     */
    ReachabilityProbe reachabilityProbe(String method);
}
