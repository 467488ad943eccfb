package com.umcloud.umha.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.pipeline.Pipeline;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MeterSelectionTest {
    private static final List<String> AVAILABLE =
            List.of("storage_connectivity", "business_connectivity", "path_access_ok");

    @Test
    void whatASourceMatchesIsActive() {
        MeterSelection selection = MeterSelection.of(taking("*connectivity"), AVAILABLE);
        assertThat(selection.active()).containsExactly("storage_connectivity", "business_connectivity");
        assertThat(selection.warnings()).isEmpty();
    }

    @Test
    void anUnknownNameBesideAnActiveMeterIsWarnedOf() {
        MeterSelection selection = MeterSelection.of(taking("storage_connectivity", "cpu"), AVAILABLE);
        assertThat(selection.active()).containsExactly("storage_connectivity");
        assertThat(selection.warnings())
                .singleElement()
                .asString()
                .contains("source ha", "'cpu'", "available are [business_connectivity, path_access_ok, storage_");
    }

    @Test
    void aPartOfAMeterIsNoUnknownName() {
        MeterSelection selection =
                MeterSelection.of(taking("storage_connectivity", "storage_connectivity.loss"), AVAILABLE);
        assertThat(selection.warnings()).isEmpty();
    }

    @Test
    void nothingToMeasureIsAnError() {
        assertRefused(taking("storage-connectivity"), "source ha of the pipeline file names the meter 'storage-conn");
        assertRefused(taking("disk.*"), "no source of the pipeline file takes any meter: [ha takes [disk.*]]");
        assertRefused(taking("storage_connectivity.loss"), "no source of the pipeline file takes any meter");
        assertRefused(Fixtures.pipeline(), "no source");
    }

    private static Pipeline taking(String... meters) {
        return Fixtures.pipeline(Fixtures.source("ha", Duration.ofSeconds(30), List.of(meters), "one"));
    }

    private static void assertRefused(Pipeline pipeline, String reason) {
        assertThatThrownBy(() -> MeterSelection.of(pipeline, AVAILABLE))
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.CONFIGURATION))
                .hasMessageContaining(reason)
                .hasMessageContaining("available are [business_connectivity, path_access_ok, storage_connectivity]");
    }
}
