package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.store.LogRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TellerTest {
    private static final Instant NOW = Instant.parse("2026-05-05T00:00:00Z");

    private final Teller teller = new Teller(List.of("mail"), Duration.ofHours(1));

    private boolean tells(String host, Instant now) {
        Map<String, Instant> mailed = new HashMap<>();
        Alert alert = new Alert("host.alert", Severity.WARNING, Optional.of(host), "title", "body");
        Optional<Notification> notification = teller.notificationOf(alert, now, mailed);
        teller.wereMailed(mailed, now);
        return notification.isPresent();
    }

    private static LogRow line(String host, Instant at) {
        return new LogRow(at, Severity.WARNING, Optional.of(host), Optional.empty(), "host.alert", "body");
    }

    @Test
    void theSameAlertIsToldOncePerSendInterval() {
        assertThat(tells("c-1", NOW)).isTrue();
        assertThat(tells("c-2", NOW)).isTrue();
        assertThat(tells("c-1", NOW.plus(Duration.ofMinutes(59)))).isFalse();
        assertThat(tells("c-1", NOW.plus(Duration.ofMinutes(60)))).isTrue();
    }

    @Test
    void whatWasToldBeforeARestartIsKnownFromTheLog() {
        teller.recall(
                List.of(
                        line("c-1", NOW.minus(Duration.ofMinutes(10))),
                        line("c-1", NOW.minus(Duration.ofMinutes(50))),
                        line("c-2", NOW.minus(Duration.ofMinutes(61)))),
                NOW);

        assertThat(tells("c-1", NOW)).isFalse();
        assertThat(tells("c-2", NOW)).isTrue();
        assertThat(tells("c-1", NOW.plus(Duration.ofMinutes(10)))).isTrue();
    }

    @Test
    void alertsOfAThousandHostsAtOnceAreOneMailAndAHandfulAreEachTheirOwn() {
        List<Notification> thousand = IntStream.range(0, 1000)
                .mapToObj(i -> new Notification(
                        "id-" + i,
                        "host.alert",
                        Severity.WARNING,
                        Optional.of("c-" + i),
                        Optional.empty(),
                        NOW,
                        "Host c-" + i + " is not monitored",
                        "why"))
                .toList();

        assertThat(Digest.of(thousand)).singleElement().satisfies(mail -> {
            assertThat(mail.title()).isEqualTo("Host c-0 is not monitored (and 999 more like it)");
            assertThat(mail.host()).isEmpty();
            assertThat(mail.body()).contains("Host c-199").contains("and 800 more");
        });
        assertThat(Digest.of(thousand.subList(0, Digest.SINGLE))).hasSize(Digest.SINGLE);
    }

    @Test
    void anIncidentOfAHostWithALongNameFitsItsColumn() {
        String longName = "compute-0123456789.region-one.internal.cloud.example.com";

        assertThat(RoundJudge.incidentId("c-1", NOW)).isEqualTo("20260505-000000-c-1");
        assertThat(RoundJudge.incidentId(longName, NOW)).hasSizeLessThanOrEqualTo(48);
        assertThat(RoundJudge.incidentId(longName, NOW))
                .isNotEqualTo(RoundJudge.incidentId(longName.replace("one", "two"), NOW));
    }
}
