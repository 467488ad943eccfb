package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.core.assessment.AssessmentConfig;
import com.umcloud.umha.core.assessment.Assessor;
import com.umcloud.umha.core.assessment.HostAssessment;
import com.umcloud.umha.core.assessment.HostWindows;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.MeterFaultConfig;
import com.umcloud.umha.core.assessment.MeterReading;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.assessment.StorageReading;
import com.umcloud.umha.core.assessment.ValveConfig;
import com.umcloud.umha.core.observation.OperatorView;
import com.umcloud.umha.core.observation.Round;
import com.umcloud.umha.core.safety.SafetyConfig;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.LogRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HostAlertsTest {
    private static final Instant NOW = Instant.parse("2026-05-05T00:00:00Z");

    private final Set<String> inCloud = new TreeSet<>(Set.of("node-1", "node-2"));
    private final Set<String> withAddress = new TreeSet<>(inCloud);
    private final Set<String> withDevice = new TreeSet<>(inCloud);
    private SafetyConfig safety = SafetyConfig.ACTING;
    private boolean enabled = true;
    private StorageReading storage = StorageReading.OK;

    private List<LogRow> told() {
        return told(1);
    }

    /** In the last of so many equal rounds. */
    private List<LogRow> told(int rounds) {
        ValveConfig valve = new ValveConfig(2, 2);
        Assessor assessor = new Assessor(
                new AssessmentConfig(valve, valve, valve, valve, MeterFaultConfig.OFF, MeterFaultConfig.OFF));
        Map<String, ComputeHost> cloud = new TreeMap<>();
        inCloud.forEach(host ->
                cloud.put(host, new ComputeHost(host, true, enabled, "", false, Optional.empty(), "nova", Set.of())));
        Map<String, Observation> seen = new TreeMap<>();
        Map<String, HostAssessment> assessments = new TreeMap<>();
        Set<String> watched = new TreeSet<>(inCloud);
        watched.addAll(withAddress);
        watched.forEach(host -> {
            Observation well = new Observation(
                    NOW,
                    storage,
                    Liveness.ALIVE,
                    true,
                    PowerObservation.ON,
                    MeterReading.MISSING,
                    MeterReading.MISSING);
            seen.put(host, well);
            assessments.put(host, assessor.observe(HostWindows.of(host, Set.of()), well));
        });
        Round round = new Round(
                NOW,
                cloud,
                Optional.of(NOW),
                Round.byTheirNames(seen.keySet()),
                seen,
                Set.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                withDevice,
                Map.of(),
                true,
                Optional.empty(),
                new OperatorView.Said(StandingOrders.NONE, List.of()));
        HostAlerts alerts = new HostAlerts(safety, "controller-1");
        Step step = step();
        for (int i = 0; i < rounds; i++) {
            step = step();
            alerts.tell(assessments, round, step);
        }
        return step.toCommit(EngineDocuments.JSON).log();
    }

    private static Step step() {
        return new Step(NOW, new Teller(List.of("mail"), Duration.ofHours(1)));
    }

    @Test
    void nothingIsToldOfHostsThatAreKnownEverywhere() {
        assertThat(told()).isEmpty();
    }

    @Test
    void aDeviceOfAHostThatTheCloudDoesNotListIsTold() {
        withDevice.add("node-9");
        assertThat(told()).singleElement().satisfies(line -> {
            assertThat(line.kind()).isEqualTo("host.unknown");
            assertThat(line.host()).contains("node-9");
            assertThat(line.message())
                    .startsWith("It is listed in ipmi_info, but")
                    .doesNotContain("domain part");
        });
    }

    @Test
    void anAddressOfAHostThatTheCloudDoesNotListIsTold() {
        withAddress.add("node-9");
        assertThat(told())
                .singleElement()
                .satisfies(line -> assertThat(line.message()).startsWith("It is listed in node_storage_ip_info, but"));
    }

    @Test
    void namesThatDifferInTheDomainPartAreToldTogether() {
        inCloud.add("node-3");
        withAddress.add("node-3.example.org");
        withDevice.add("node-3.example.org");
        assertThat(told())
                .filteredOn(line -> line.kind().equals("host.unknown"))
                .singleElement()
                .satisfies(line -> assertThat(line.message())
                        .contains("node_storage_ip_info and ipmi_info")
                        .contains("It lists node-3: names that differ in the domain part are different hosts"));
    }

    @Test
    void aHostWithoutADeviceIsToldBeforeItFails() {
        withDevice.remove("node-2");
        assertThat(told()).singleElement().satisfies(line -> {
            assertThat(line.kind()).isEqualTo("host.no-device");
            assertThat(line.host()).contains("node-2");
        });
    }

    @Test
    void aDeviceIsNotMissedWhereNoneIsNeeded() {
        withDevice.clear();
        safety = SafetyConfig.ACTING.withHasIpmi(false);
        assertThat(told()).isEmpty();
        safety = SafetyConfig.ACTING.withExcludedHosts(inCloud);
        assertThat(told()).isEmpty();
        safety = SafetyConfig.ACTING;
        enabled = false;
        assertThat(told()).isEmpty();
    }

    @Test
    void aHostThatWasNeverSeenByASignalIsToldAfterAWhile() {
        storage = StorageReading.MISSING;
        assertThat(told(9)).isEmpty();
        assertThat(told(10)).hasSize(2).allSatisfy(line -> {
            assertThat(line.kind()).isEqualTo("host.unmonitored");
            assertThat(line.message()).startsWith("Never good until now: [STORAGE].");
        });
    }

    @Test
    void whetherAHostThatTheCloudDoesNotListIsMonitoredIsNotTold() {
        storage = StorageReading.MISSING;
        withAddress.add("node-9");
        assertThat(told(10))
                .filteredOn(line -> line.kind().equals("host.unmonitored"))
                .hasSize(2);
    }
}
