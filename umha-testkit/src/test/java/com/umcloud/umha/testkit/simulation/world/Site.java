package com.umcloud.umha.testkit.simulation.world;

import com.umcloud.umha.core.telemetry.ReceivedSample;
import com.umcloud.umha.testkit.simulation.time.Agenda;
import com.umcloud.umha.testkit.simulation.time.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A small site with two controllers, the first of which listens. */
final class Site {
    static final String NODE_1 = "node-1.domain.tld";
    static final String NODE_2 = "node-2.domain.tld";
    static final String NODE_3 = "node-3.domain.tld";
    static final String STORAGE_1 = "10.20.0.1";
    static final String STORAGE_2 = "10.20.0.2";
    static final String SERVER = "10.20.255.1";
    static final String CONTROLLER = "control-1";
    static final String STANDBY = "control-2";
    static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    final Agenda agenda = new Agenda(START);
    final List<ReceivedSample> heard = new ArrayList<>();
    final SimulatedSite site;
    final SampleConnection connection;

    Site() {
        this(layout());
    }

    Site(SiteLayout layout) {
        site = new SimulatedSite(agenda, new Chance(7), layout);
        connection = site.connect(CONTROLLER, heard::add);
    }

    static SiteLayout layout() {
        return SiteLayout.of(3, List.of(CONTROLLER, STANDBY));
    }

    void pass(int seconds) {
        agenda.runUntil(agenda.instant().plus(Duration.ofSeconds(seconds)));
    }

    /** What was heard of a host since it was last asked for anybody. */
    List<ReceivedSample> heardOf(String host) {
        List<ReceivedSample> found = heard.stream()
                .filter(received -> received.sample().resourceId().equals(host))
                .toList();
        heard.clear();
        return found;
    }

    boolean answers(String controller, String address) throws InterruptedException {
        return site.probe(controller).probe(address, 3, Duration.ofSeconds(1)).answers();
    }
}
