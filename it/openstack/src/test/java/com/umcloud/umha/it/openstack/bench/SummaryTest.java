package com.umcloud.umha.it.openstack.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void onlyBlocksWithBothRunsCount() {
        List<RunResult> results = List.of(
                run(Kind.UMHA, 10, 0, 6),
                run(Kind.NAMED, 10, 0, 5),
                run(Kind.UNNAMED, 10, 0, 50),
                run(Kind.NAMED, 10, 1, 500),
                run(Kind.UMHA, 10, 2, 9),
                run(Kind.NAMED, 10, 2, 10),
                run(Kind.UMHA, 50, 0, 70));

        Summary summary = Summary.of(results, 10, Kind.NAMED).orElseThrow();

        assertThat(summary.ratio().pairs()).isEqualTo(2);
        assertThat(summary.ratio().mean()).isCloseTo(Math.sqrt(1.2 * 0.9), within(1e-12));
        assertThat(summary.umha()).isEqualTo(7.5);
        assertThat(summary.direct()).isEqualTo(7.5);
        assertThat(summary.goal()).isEqualTo(1.05);
        assertThat(Summary.of(results, 50, Kind.NAMED)).isEmpty();
    }

    private static RunResult run(Kind kind, int instances, int block, double total) {
        CpuTimes none = new CpuTimes(0, 0, 0, 0, Map.of());
        return new RunResult(
                kind, instances, block, Instant.EPOCH, total, 0, 0, new Slots(0, 0), 0, 0, 0, none, Map.of(), 0);
    }
}
