package com.umcloud.umha.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.assessment.Signal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignalMemoryTest {
    private static final Instant NOW = Instant.parse("2026-05-05T00:00:00Z");
    private static final UUID SYSTEM = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final UUID ANOTHER = UUID.fromString("99999999-2222-3333-4444-555555555555");

    private final MemoryHostStore store = new MemoryHostStore();
    private final SignalMemory memory = started();

    private static final Optional<String> ADDRESS = Optional.of("10.0.0.1");

    private SignalMemory started() {
        SignalMemory fresh = new SignalMemory(store);
        fresh.refresh();
        return fresh;
    }

    @Test
    void thePowerIsKnownByTheDeviceThatHasReadOnAlsoAfterARestart() {
        memory.rememberAddress("c-1", "10.0.0.1", NOW);
        memory.rememberDevice("c-1", "bmc-1", NOW);
        memory.refresh();

        for (SignalMemory each : Set.of(memory, started())) {
            assertThat(each.seenGood("c-1", Optional.of("bmc-1"), ADDRESS))
                    .containsExactlyInAnyOrder(Signal.PROBE, Signal.POWER);
            assertThat(each.seenGood("c-1", Optional.of("bmc-2"), ADDRESS)).containsExactly(Signal.PROBE);
            assertThat(each.seenGood("c-1", Optional.empty(), ADDRESS)).containsExactly(Signal.PROBE);
        }
    }

    @Test
    void aProbeIsKnownByTheAddressThatHasAnswered() {
        memory.rememberAddress("c-1", "10.0.0.1", NOW);
        memory.refresh();

        for (SignalMemory each : Set.of(memory, started())) {
            assertThat(each.seenGood("c-1", Optional.empty(), ADDRESS)).containsExactly(Signal.PROBE);
            assertThat(each.seenGood("c-1", Optional.empty(), Optional.of("10.0.0.2")))
                    .isEmpty();
            assertThat(each.seenGood("c-1", Optional.empty(), Optional.empty())).isEmpty();
        }
    }

    @Test
    void devicesWithLongNamesAreToldApart() {
        String outlet = "pdu-with-a-very-long-name.management.domain.tld:623 with options ";
        memory.rememberDevice("c-1", outlet + "1a", NOW);

        assertThat(memory.seenGood("c-1", Optional.of(outlet + "1a"), ADDRESS)).contains(Signal.POWER);
        assertThat(memory.seenGood("c-1", Optional.of(outlet + "1b"), ADDRESS)).doesNotContain(Signal.POWER);
        memory.refresh();
        assertThat(store.signalsSeenGood().get("c-1")).allMatch(name -> name.length() <= 64);
    }

    @Test
    void theSystemThatTheAgentHasNamedIsKnownAfterARestartUnlessItHasNamedSeveral() {
        assertThat(memory.system("c-1")).isEmpty();
        memory.rememberSystem("c-1", SYSTEM, NOW);
        memory.refresh();
        assertThat(started().system("c-1")).contains(SYSTEM);

        memory.rememberSystem("c-1", ANOTHER, NOW);
        memory.refresh();
        assertThat(memory.system("c-1")).contains(ANOTHER);
        assertThat(started().system("c-1")).isEmpty();
    }

    @Test
    void aSystemThatIsNoUuidIsPassedOver() {
        store.signalSeenGood("c-1", "system of a kind", NOW);
        store.signalSeenGood("c-1", "system " + SYSTEM, NOW);

        assertThat(started().system("c-1")).contains(SYSTEM);
    }
}
