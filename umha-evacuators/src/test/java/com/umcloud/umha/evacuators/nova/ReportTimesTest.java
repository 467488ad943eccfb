package com.umcloud.umha.evacuators.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ReportTimesTest {
    private static final Instant REPORT = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant CHANGE = REPORT.plusSeconds(7);

    private final ReportTimes times = new ReportTimes();

    @Test
    void ourOwnChangeIsNoReport() {
        times.changing("node-1", REPORT);
        assertThat(times.reportOf("node-1", REPORT)).isEqualTo(REPORT);
        assertThat(times.reportOf("node-1", CHANGE)).isEqualTo(REPORT);
        assertThat(times.reportOf("node-1", CHANGE)).isEqualTo(REPORT);
        Instant next = CHANGE.plusSeconds(3);
        assertThat(times.reportOf("node-1", next)).isEqualTo(next);
    }

    @Test
    void anOldListDoesNotMakeAReportOfOurOwnChange() {
        times.changing("node-1", REPORT);
        assertThat(times.reportOf("node-1", REPORT.minusSeconds(10))).isEqualTo(REPORT);
        assertThat(times.reportOf("node-1", CHANGE)).isEqualTo(REPORT);
        assertThat(times.reportOf("node-1", REPORT)).isEqualTo(REPORT);
        assertThat(times.reportOf("node-1", CHANGE)).isEqualTo(REPORT);
    }
}
