package com.umcloud.umha.core.reachability;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What iputils' ping printed in the C locale, whole or cut off.
 *
 * @param answered distinct requests with an answer, at most as many as were asked for
 * @param averageLatency mean round trip of the answers that are listed
 * @param summarized whether the closing statistics are there
 * @param blamesAddress whether ping complains of the address or the way to it
 * @param refusals how many lines say that this machine refused to send
 * @param firstComplaint the first line that is worth showing
 */
record PingOutput(
        int answered,
        Optional<Duration> averageLatency,
        boolean summarized,
        boolean blamesAddress,
        int refusals,
        String firstComplaint) {
    private static final Pattern REPLY =
            Pattern.compile("^[0-9]+ bytes from .*icmp_seq=([0-9]{1,9}) .*time[=<]([0-9.]{1,12}) ms(.*)$");
    private static final Pattern SUMMARY =
            Pattern.compile("^([0-9]{1,9}) packets transmitted, ([0-9]{1,9}) (packets )?received.*$");
    private static final int LONGEST_COMPLAINT = 200;

    /** Errors of name resolution and routing: the address does not answer. */
    private static final List<String> BLAMES_ADDRESS = List.of(
            "name or service not known",
            "failure in name resolution",
            "no address associated",
            "address family for hostname not supported",
            "unreachable",
            "no route to host",
            "do you want to ping broadcast");

    /** Errors of this machine: no raw socket, a local packet filter, a protocol that is switched off. */
    private static final List<String> REFUSED_HERE = List.of(
            "operation not permitted",
            "permission denied",
            "lacking privilege",
            "address family not supported by protocol");

    static PingOutput parse(String output, int tries) {
        Set<Integer> sequences = new HashSet<>();
        double totalMillis = 0;
        int summary = -1;
        for (String line : output.lines().toList()) {
            Matcher reply = REPLY.matcher(line);
            Matcher closing = SUMMARY.matcher(line);
            if (reply.matches() && counts(reply)) {
                if (sequences.add(Integer.parseInt(reply.group(1)))) {
                    totalMillis += millis(reply.group(2));
                }
            } else if (closing.matches()) {
                summary = Integer.parseInt(closing.group(2));
            }
        }
        Optional<Duration> latency = sequences.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.round(totalMillis * 1e6 / sequences.size())));
        String lower = output.toLowerCase(Locale.ROOT);
        return new PingOutput(
                Math.min(tries, Math.max(sequences.size(), summary)),
                latency,
                summary >= 0,
                BLAMES_ADDRESS.stream().anyMatch(lower::contains),
                (int) lower.lines().filter(PingOutput::isRefusal).count(),
                complaint(output));
    }

    private static boolean isRefusal(String line) {
        return REFUSED_HERE.stream().anyMatch(line::contains);
    }

    private static boolean counts(Matcher reply) {
        return !reply.group(3).contains("BAD CHECKSUM") && !Double.isNaN(millis(reply.group(2)));
    }

    private static double millis(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String complaint(String output) {
        String line = output.lines()
                .filter(each -> !each.isBlank() && !each.startsWith("PING "))
                .findFirst()
                .orElse("it printed nothing");
        String printable = line.replaceAll("\\p{Cntrl}", "?").strip();
        return printable.substring(0, Math.min(printable.length(), LONGEST_COMPLAINT));
    }
}
