package com.umcloud.umha.core.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** This system's name as {@code uname -n} tells it, which is what Nova uses where nothing else is configured. */
public final class SystemHostName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private SystemHostName() {}

    /** Reads it; {@code localhost} if the system has none. Asks no name server on Linux. */
    public static String read() {
        try {
            String name = Files.readString(KERNEL, StandardCharsets.UTF_8).strip();
            if (!name.isEmpty()) {
                return name;
            }
        } catch (IOException notLinux) {
            // fall through to Java's own way
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
