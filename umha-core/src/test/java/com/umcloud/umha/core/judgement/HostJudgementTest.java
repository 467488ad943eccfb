package com.umcloud.umha.core.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.umcloud.umha.core.assessment.Fault;
import com.umcloud.umha.core.assessment.Liveness;
import com.umcloud.umha.core.assessment.MeterReading;
import com.umcloud.umha.core.assessment.Observation;
import com.umcloud.umha.core.assessment.PowerObservation;
import com.umcloud.umha.core.assessment.Signal;
import com.umcloud.umha.core.assessment.StorageReading;
import com.umcloud.umha.core.judgement.HostJudgement.GateSaid;
import com.umcloud.umha.core.judgement.HostJudgement.ServiceSeen;
import com.umcloud.umha.core.judgement.HostJudgement.WindowSeen;
import com.umcloud.umha.core.safety.DeviceTrust;
import com.umcloud.umha.core.safety.Gate;
import com.umcloud.umha.core.safety.Ruling;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostJudgementTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static HostJudgement well(Instant at) {
        return new HostJudgement(
                "compute-1",
                new Observation(
                        at,
                        StorageReading.OK,
                        Liveness.ALIVE,
                        false,
                        PowerObservation.NOT_ASKED,
                        MeterReading.MISSING,
                        MeterReading.MISSING),
                Map.of(Fault.PANICKED, new WindowSeen(0, 3)),
                Set.of(),
                Set.of(),
                Set.of(Signal.PROBE),
                true,
                DeviceTrust.PROVEN,
                Optional.of(new ServiceSeen(true, true, "", false, "zone-1")),
                List.of(new GateSaid(Gate.ARMED, Ruling.PASS, "UMHA is armed", NOW)),
                Optional.empty());
    }

    /** Each field of the judgement and of what was seen, with another value; lists get one more. */
    static Stream<String> fields() {
        return Stream.of(
                "{\"host\": \"compute-2\"}",
                "{\"seen\": {\"storage\": \"LOST\"}}",
                "{\"seen\": {\"liveness\": \"SILENT\"}}",
                "{\"seen\": {\"probed\": true}}",
                "{\"seen\": {\"power\": \"ON\"}}",
                "{\"seen\": {\"business\": \"OK\"}}",
                "{\"seen\": {\"path\": \"OK\"}}",
                "{\"windows\": {\"PANICKED\": {\"bad\": 1}}}",
                "{\"suspected\": [\"PANICKED\"]}",
                "{\"confirmed\": [\"PANICKED\"]}",
                "{\"unmonitored\": [\"STORAGE\"]}",
                "{\"well\": false}",
                "{\"device\": \"UNPROVEN\"}",
                "{\"service\": {\"up\": false}}",
                "{\"gates\": [{\"gate\": \"REHEARSAL\", \"ruling\": \"PASS\", \"reason\": \"\", \"since\": \"2026-01-01T00:00:00Z\"}]}",
                "{\"incidentId\": \"20260101-000000-compute-1\"}");
    }

    @Test
    void saysTheSameAtAnotherTime() {
        assertThat(well(NOW).saysTheSameAs(well(NOW.plusSeconds(5)))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void saysOtherwiseWhereAnythingElseDiffers(String other) throws Exception {
        ObjectNode document = (ObjectNode) MAPPER.readTree(JudgementJson.write(well(NOW)));
        MAPPER.setDefaultMergeable(true).readerForUpdating(document).readValue(other);
        HostJudgement changed = JudgementJson.read("compute-1", document.toString());

        assertThat(changed).isNotEqualTo(well(NOW));
        assertThat(well(NOW).saysTheSameAs(changed)).isFalse();
    }

    @Test
    void everyFieldIsAmongThoseThatDiffer() {
        long others = HostJudgement.class.getRecordComponents().length - 1;
        long ofObservation = Observation.class.getRecordComponents().length - 1;

        assertThat(fields()).hasSize((int) (others + ofObservation));
    }
}
