package com.umcloud.umha.core.assessment;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** A host that is observed interval after interval; each method is one observation and returns the judgement of it. */
final class WatchedHost {
    private static final ValveConfig FOUR_OF_SIX = ValveConfig.ofRatio(6, 0.6);
    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");

    private final Assessor assessor;
    private HostWindows windows;
    private int interval;

    private WatchedHost(Set<Signal> seenGood, MeterFaultConfig business, MeterFaultConfig path) {
        this.assessor = new Assessor(
                new AssessmentConfig(FOUR_OF_SIX, FOUR_OF_SIX, FOUR_OF_SIX, new ValveConfig(5, 3), business, path));
        this.windows = HostWindows.of("node-7", seenGood);
    }

    static WatchedHost known() {
        return new WatchedHost(EnumSet.allOf(Signal.class), MeterFaultConfig.OFF, MeterFaultConfig.OFF);
    }

    static WatchedHost unknown() {
        return new WatchedHost(Set.of(), MeterFaultConfig.OFF, MeterFaultConfig.OFF);
    }

    static WatchedHost withMeters(MeterFaultConfig business, MeterFaultConfig path) {
        return new WatchedHost(EnumSet.allOf(Signal.class), business, path);
    }

    /** All is well and nothing else is asked. */
    HostAssessment well() {
        return observe(StorageReading.OK, Liveness.ALIVE, false, PowerObservation.NOT_ASKED);
    }

    HostAssessment storageLost() {
        return observe(StorageReading.LOST, Liveness.ALIVE, false, PowerObservation.ON);
    }

    HostAssessment storageMissing() {
        return observe(StorageReading.MISSING, Liveness.ALIVE, true, PowerObservation.NOT_ASKED);
    }

    HostAssessment unreachable() {
        return observe(StorageReading.UNREACHABLE, Liveness.SILENT, false, PowerObservation.ON);
    }

    HostAssessment silent(PowerObservation power) {
        return observe(StorageReading.MISSING, Liveness.SILENT, false, power);
    }

    HostAssessment business(MeterReading business) {
        return observe(
                StorageReading.OK, Liveness.ALIVE, false, PowerObservation.NOT_ASKED, business, MeterReading.MISSING);
    }

    HostAssessment path(MeterReading path) {
        return observe(
                StorageReading.OK, Liveness.ALIVE, false, PowerObservation.NOT_ASKED, MeterReading.MISSING, path);
    }

    HostAssessment observe(StorageReading storage, Liveness liveness, boolean probed, PowerObservation power) {
        return observe(storage, liveness, probed, power, MeterReading.MISSING, MeterReading.MISSING);
    }

    private HostAssessment observe(
            StorageReading storage,
            Liveness liveness,
            boolean probed,
            PowerObservation power,
            MeterReading business,
            MeterReading path) {
        Instant at = BEGIN.plusSeconds(10L * ++interval);
        HostAssessment assessment =
                assessor.observe(windows, new Observation(at, storage, liveness, probed, power, business, path));
        windows = assessment.windows();
        return assessment;
    }

    void windowsRestart() {
        windows = windows.restarted();
    }
}
