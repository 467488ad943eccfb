package com.umcloud.umha.core.config.files;

import com.google.common.net.InetAddresses;
import com.umcloud.umha.core.config.problem.ProblemList;
import com.umcloud.umha.core.config.text.TextLine;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The guide's {@code node_storage_ip_info}: lines {@code hostname:storage_ip}. The address is the rest of the line after
 * the first colon, so an IPv6 one needs no brackets (and may have them). Blank lines and lines that begin with {@code #}
 * are left out.
 */
public final class StorageAddressFile {
    private static final String FORM = "write hostname:storage_ip, such as node-1.domain.tld:192.168.0.6";

    private StorageAddressFile() {}

    /**
     * Reads the file.
     *
     * @return the address of each host, in the file's order
     * @throws com.umcloud.umha.core.config.problem.ConfigurationException with every bad line, each host that comes twice
     *     and each address under two hosts; then nothing is returned
     */
    public static Map<String, String> read(Path file) {
        ProblemList problems = new ProblemList();
        HostLines lines = new HostLines(file, problems);
        Map<String, String> addresses = new LinkedHashMap<>();
        for (TextLine line : lines.read()) {
            parse(line, lines, addresses);
        }
        problems.throwIfErrors();
        return Collections.unmodifiableMap(addresses);
    }

    private static void parse(TextLine line, HostLines lines, Map<String, String> addresses) {
        int colon = line.text().indexOf(':');
        if (colon < 0) {
            lines.error(line.number(), "1 column instead of 2", FORM);
            return;
        }
        String host = line.text().substring(0, colon).strip();
        String address = unbracketed(line.text().substring(colon + 1).strip());
        if (!HostName.isValid(host)) {
            lines.error(line.number(), "'" + host + "' is no host name", FORM);
            return;
        }
        if (!InetAddresses.isInetAddress(address)) {
            lines.error(line.number(), "'" + address + "' is no IP address", FORM);
            return;
        }
        String canonical = InetAddresses.toAddrString(InetAddresses.forString(address));
        boolean newHost = lines.isFirstOfHost(host, line.number());
        boolean newAddress = lines.isFirstOfAddress(canonical, address, line.number());
        if (newHost && newAddress) {
            addresses.put(host, canonical);
        }
    }

    private static String unbracketed(String address) {
        return address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
    }
}
