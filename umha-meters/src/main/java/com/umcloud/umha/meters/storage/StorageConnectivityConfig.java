package com.umcloud.umha.meters.storage;

import com.typesafe.config.Config;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings of {@code storage_connectivity}: section {@code [compute]} of {@code ceilometer.conf}.
 *
 * @param servers {@code storage_server_address}: addresses of the storage servers, 1 to 64
 * @param pingCount {@code ping_count}: tries per address and run, 1 to 100
 * @param lossRatio {@code ping_loss_ratio}: the share of tries that may be lost, 0 to 1
 * @param probe {@code probe}: {@code icmp} or {@code tcp:PORT}
 * @param probeLimit {@code probe_limit}: how long answers are waited for, 100 ms to 60 s
 * @param systemUuidFile {@code system_uuid_file}: where this machine's system UUID stands; empty text for none
 */
record StorageConnectivityConfig(
        List<String> servers,
        int pingCount,
        double lossRatio,
        String probe,
        Duration probeLimit,
        String systemUuidFile) {
    private static final String SECTION = "compute";
    private static final int MOST_SERVERS = 64;
    private static final Duration SHORTEST_LIMIT = Duration.ofMillis(100);
    private static final Duration LONGEST_LIMIT = Duration.ofMinutes(1);
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9:_][A-Za-z0-9:._%-]{0,254}");
    private static final Pattern ONLY_DIGITS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern TCP = Pattern.compile("tcp:([0-9]{1,5})");

    /** Throws all problems at once as an {@link UmhaException} of type CONFIGURATION. */
    StorageConnectivityConfig {
        servers = List.copyOf(servers);
        throwIfAny(problems(servers, pingCount, lossRatio, probe, probeLimit));
    }

    /**
     * Takes the settings out of the effective configuration.
     *
     * @throws UmhaException of type CONFIGURATION with every problem
     */
    static StorageConnectivityConfig from(Config config) {
        // What cannot be read is noted by the reader, and a value that can be used goes on in its place.
        SectionReader section = new SectionReader(config, SECTION);
        List<String> servers = section.texts("storage_server_address", List.of("localhost"));
        int pingCount = section.wholeNumber("ping_count", 1);
        double lossRatio = section.number("ping_loss_ratio", 0);
        String probe = section.text("probe", "icmp");
        Duration probeLimit = section.duration("probe_limit", LONGEST_LIMIT);
        String systemUuidFile = section.text("system_uuid_file", "");
        List<String> problems = new ArrayList<>(section.problems());
        problems.addAll(problems(servers, pingCount, lossRatio, probe, probeLimit));
        throwIfAny(problems);
        return new StorageConnectivityConfig(servers, pingCount, lossRatio, probe, probeLimit, systemUuidFile);
    }

    private static List<String> problems(
            List<String> servers, int pingCount, double lossRatio, String probe, Duration probeLimit) {
        List<String> problems = new ArrayList<>();
        if (servers.isEmpty()) {
            problems.add(problem(
                    "storage_server_address", "is empty", "list the storage servers' addresses, separated by commas"));
        }
        if (servers.size() > MOST_SERVERS) {
            problems.add(problem(
                    "storage_server_address", "lists " + servers.size() + " addresses", "at most " + MOST_SERVERS));
        }
        for (String server : servers) {
            if (!isAddress(server)) {
                problems.add(problem(
                        "storage_server_address", "holds '" + server + "'", "an IPv4 or IPv6 address, or a host name"));
            }
        }
        if (pingCount < 1 || pingCount > 100) {
            problems.add(problem("ping_count", "is " + pingCount, "1 to 100"));
        }
        if (!(lossRatio >= 0 && lossRatio <= 1)) {
            problems.add(problem("ping_loss_ratio", "is " + lossRatio, "0 to 1"));
        }
        if (!isProbe(probe)) {
            problems.add(problem("probe", "is '" + probe + "'", "icmp or tcp:PORT with a port of 1 to 65535"));
        }
        if (probeLimit.compareTo(SHORTEST_LIMIT) < 0 || probeLimit.compareTo(LONGEST_LIMIT) > 0) {
            problems.add(problem("probe_limit", "is " + probeLimit.toMillis() + " ms", "100ms to 60s"));
        }
        return problems;
    }

    private static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches()
                && (!ONLY_DIGITS.matcher(text).matches() || IPV4.matcher(text).matches());
    }

    private static boolean isProbe(String text) {
        Matcher tcp = TCP.matcher(text);
        if (!tcp.matches()) {
            return text.equals("icmp");
        }
        int port = Integer.parseInt(tcp.group(1));
        return port >= 1 && port <= 65535;
    }

    private static String problem(String key, String what, String allowed) {
        return "[" + SECTION + "] " + key + " " + what + "; allowed: " + allowed;
    }

    private static void throwIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new UmhaException(FailureType.CONFIGURATION, String.join("\n", problems));
        }
    }
}
