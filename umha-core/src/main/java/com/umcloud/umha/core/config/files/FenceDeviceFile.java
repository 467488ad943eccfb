package com.umcloud.umha.core.config.files;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.config.problem.ProblemList;
import com.umcloud.umha.core.config.text.FileMode;
import com.umcloud.umha.core.config.text.TextLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guide's {@code ipmi_info}: lines {@code hostname:ip:username:password}. The password is the rest of the line after
 * the third colon and may hold colons; the other columns may not, so an address with a port or of IPv6 stands in brackets:
 * {@code [172.31.11.56:6230]}, {@code [2001:db8::1]}, {@code [[2001:db8::1]:6230]}. A line that looks as if these brackets
 * were forgotten is refused rather than understood wrongly. Errors never show a column, which could be a misplaced
 * password. Blank lines and lines that begin with {@code #} are left out.
 */
public final class FenceDeviceFile {
    private static final Logger LOG = LoggerFactory.getLogger(FenceDeviceFile.class);
    private static final String FORM = "write hostname:ip:username:password, an address with a colon in brackets";
    private static final Pattern GROUP_OF_IPV6 = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private FenceDeviceFile() {}

    /**
     * Reads the file.
     *
     * @return the device of each host, in the file's order
     * @throws com.umcloud.umha.core.config.problem.ConfigurationException with every bad line, each host that comes twice
     *     and each address under two hosts; no password is in it, and nothing is returned
     */
    public static List<FenceDevice> read(Path file) {
        ProblemList problems = new ProblemList();
        HostLines lines = new HostLines(file, problems);
        List<FenceDevice> devices = new ArrayList<>();
        for (TextLine line : lines.read()) {
            device(line, lines).ifPresent(devices::add);
        }
        problems.throwIfErrors();
        if (!devices.isEmpty() && FileMode.isReadableByAll(file)) {
            LOG.warn("Everybody on this host can read the passwords in {}; chmod 0640 {}", file, file);
        }
        return List.copyOf(devices);
    }

    private static Optional<FenceDevice> device(TextLine line, HostLines lines) {
        List<String> columns = columns(line.text());
        if (columns.size() != 4) {
            lines.error(
                    line.number(),
                    columns.size() + (columns.size() == 1 ? " column" : " columns") + " instead of 4",
                    FORM);
            return Optional.empty();
        }
        String host = columns.get(0).strip();
        String written = columns.get(1).strip();
        String user = columns.get(2).strip();
        String password = columns.get(3);
        Optional<DeviceAddress> address = DeviceAddress.parse(written);
        if (!HostName.isValid(host)) {
            lines.error(line.number(), "the first column is no host name", FORM);
        } else if (address.isEmpty()) {
            lines.error(line.number(), "the second column is no address", FORM);
        } else if (user.isEmpty() || password.isEmpty()) {
            lines.error(line.number(), "the " + (user.isEmpty() ? "username" : "password") + " is empty", FORM);
        } else if (lacksBrackets(written, user, password)) {
            lines.error(
                    line.number(),
                    "more than 4 columns, and the third looks like a part of the address",
                    "put the address into brackets: [172.31.11.56:6230], [2001:db8::1] or [[2001:db8::1]:6230]");
        } else {
            DeviceAddress device = address.get();
            boolean newHost = lines.isFirstOfHost(host, line.number());
            boolean newAddress = lines.isFirstOfAddress(device.identity(), device.text(), line.number());
            return newHost && newAddress
                    ? Optional.of(new FenceDevice(host, device.text(), user, Secret.of(password), Map.of()))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /** Splits at the first three colons outside brackets. */
    private static List<String> columns(String text) {
        List<String> columns = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < text.length() && columns.size() < 3; at++) {
            char c = text.charAt(at);
            if (c == '[' && columns.size() == 1) {
                depth++;
            } else if (c == ']' && depth > 0) {
                depth--;
            } else if (c == ':' && depth == 0) {
                columns.add(text.substring(start, at));
                start = at + 1;
            }
        }
        columns.add(text.substring(start));
        return columns;
    }

    private static boolean lacksBrackets(String address, String user, String password) {
        boolean more = password.indexOf(':') >= 0;
        boolean port = PORT.matcher(user).matches();
        boolean ipv6 = GROUP_OF_IPV6.matcher(address).matches()
                && GROUP_OF_IPV6.matcher(user).matches();
        return more && (port || ipv6);
    }
}
