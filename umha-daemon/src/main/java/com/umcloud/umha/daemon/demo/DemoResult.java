package com.umcloud.umha.daemon.demo;

import java.util.List;

/**
 * What became of the demonstration, judged by what really runs where.
 *
 * @param healed whether every instance runs exactly once, on a host that has power
 * @param failedHosts the hosts that were made to fail
 * @param recovered how many instances of the failed hosts run elsewhere exactly once
 * @param lost how many of them do not
 * @param runningTwice instances that run on two hosts
 * @param seconds from the first failure to the last instance recovered
 * @param instances each instance of the failed hosts
 * @param mails how many mails were sent
 */
public record DemoResult(
        boolean healed,
        List<String> failedHosts,
        int recovered,
        int lost,
        List<String> runningTwice,
        double seconds,
        List<Moved> instances,
        int mails) {
    /**
     * What became of one instance.
     *
     * @param from the failed host
     * @param to where it runs now; empty text if nowhere
     * @param seconds its evacuation took
     */
    public record Moved(String instance, String id, String from, String to, double seconds, String outcome) {}
}
