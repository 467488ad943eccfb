package com.umcloud.umha.it.openstack.bench;

import com.umcloud.umha.core.incident.AnnouncementKind;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.it.openstack.Umha;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** UMHA recovers the host; everything is read from what it wrote into its own database. */
final class UmhaRun implements AutoCloseable {
    private final Stage stage;
    private final Umha umha;

    private UmhaRun(Stage stage, Umha umha) {
        this.stage = stage;
        this.umha = umha;
    }

    /**
     * Starts UMHA and its agents and waits until every host is watched.
     *
     * @param sampleInterval seconds between two observations
     */
    static UmhaRun start(Stage stage, int sampleInterval) {
        return new UmhaRun(stage, Umha.start(stage.cloud(), settings(sampleInterval)));
    }

    /** What differs from the tests' settings: what is shipped, but for the interval and a quick judgement. */
    static Map<String, String> settings(int sampleInterval) {
        Map<String, String> settings = new HashMap<>();
        settings.put("DEFAULT.on_share_storage", "false");
        settings.put("DEFAULT.allow_evacuate_local_vm", "true");
        settings.put("DEFAULT.seconds_before_check_vm_status", "20");
        settings.put("time.sample_interval", String.valueOf(sampleInterval));
        settings.put("time.ha_check_interval", String.valueOf(sampleInterval));
        settings.put("time.evacuate_timeout", "60");
        settings.put("valve.power_off_number", "1");
        settings.put("recovery.retry_minimum", "10s");
        settings.put("recovery.retry_maximum", "5m");
        settings.put("lease.duration", "30s");
        settings.put("lease.renew_interval", "5s");
        return settings;
    }

    /**
     * What UMHA wrote down.
     *
     * @param provenAt when the host counted as proven off: the row incident.proven-off of umha_log
     * @param history the rows of evacuate_history
     */
    record Written(Instant provenAt, List<HistoryRow> history) {}

    /** Waits until UMHA says that the host, whose power is off, is recovered. */
    Written awaitRecovered(Duration limit) {
        umha.narration().await(stage.source(), AnnouncementKind.RECOVERED, limit);
        return umha.withStores(this::read);
    }

    private Written read(Stores stores) {
        IncidentRow incident = stores.incidents().recentIncidents(1).get(0);
        Optional<LogRow> proof = stores.incidents().recentLog(Optional.of(stage.source()), 10_000).stream()
                .filter(row -> row.kind().equals(AnnouncementKind.PROVEN_OFF.kind()))
                .reduce((newer, older) -> older);
        return new Written(
                proof.orElseThrow(() -> new IllegalStateException("UMHA has no proof that the host is off"))
                        .at(),
                stores.incidents().history(incident.id()));
    }

    @Override
    public void close() {
        umha.close();
    }
}
