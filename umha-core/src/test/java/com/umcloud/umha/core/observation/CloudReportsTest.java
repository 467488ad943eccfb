package com.umcloud.umha.core.observation;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.ComputeHost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CloudReportsTest {
    private static final Instant START = Instant.parse("2026-05-05T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final CloudReports reports = new CloudReports();

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    private void look(int second, int report) {
        look(second, report, true);
    }

    private void look(int second, int report, boolean enabled) {
        reports.seen(
                List.of(new ComputeHost(
                        "c-1",
                        true,
                        enabled,
                        "",
                        false,
                        Optional.of(Instant.EPOCH.plusSeconds(report)),
                        "nova",
                        Set.of())),
                at(second));
    }

    @Test
    void aReportThatMayHaveBeenMadeBeforeTheSilenceDoesNotCount() {
        look(0, 100);
        look(9, 100);
        look(11, 110);

        assertThat(reports.advancedSince("c-1", at(10), at(11), INTERVAL)).isFalse();
        assertThat(reports.advancedSince("c-1", at(8), at(11), INTERVAL)).isTrue();
    }

    @Test
    void anAdvanceCountsForTwiceTheTimeBetweenTwoReports() {
        look(0, 100);
        look(10, 110);
        look(20, 120);

        assertThat(reports.advancedSince("c-1", at(5), at(40), INTERVAL)).isTrue();
        assertThat(reports.advancedSince("c-1", at(5), at(41), INTERVAL)).isFalse();
    }

    @Test
    void aReportIsAwaitedUntilAListShowsThatItIsLate() {
        Duration due = Duration.ofSeconds(15);
        look(0, 100);
        look(10, 110);
        look(24, 110);

        assertThat(reports.isAwaited("c-1", due)).isTrue();
        look(25, 110);
        assertThat(reports.isAwaited("c-1", due)).isFalse();
        look(26, 126);
        assertThat(reports.isAwaited("c-1", due)).isTrue();
    }

    @Test
    void nothingIsAwaitedOfAHostThatNeverReported() {
        reports.seen(
                List.of(new ComputeHost("c-1", false, true, "", false, Optional.empty(), "nova", Set.of())), at(0));

        assertThat(reports.isAwaited("c-1", Duration.ofSeconds(15))).isFalse();
    }

    @Test
    void aLongOutageDoesNotMakeItsHostAliveForLonger() {
        look(0, 100);
        look(10, 110);
        look(3609, 110);
        look(3610, 3710);

        assertThat(reports.advancedSince("c-1", at(20), at(3610 + 120), INTERVAL))
                .isTrue();
        assertThat(reports.advancedSince("c-1", at(20), at(3610 + 121), INTERVAL))
                .isFalse();
    }

    @Test
    void whatAnAdministratorChangesIsNoReport() {
        look(0, 100);
        look(1, 100);
        look(2, 102, false);

        assertThat(reports.reportedAfter("c-1")).isEmpty();
        look(3, 103, false);
        assertThat(reports.reportedAfter("c-1")).contains(at(2));
    }

    @Test
    void aHostThatIsNotListedAnyMoreIsForgotten() {
        look(0, 100);
        look(1, 101);
        reports.seen(List.of(), at(2));

        assertThat(reports.reportedAfter("c-1")).isEmpty();
    }
}
