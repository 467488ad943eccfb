package com.umcloud.umha.testkit.simulation.disaster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules that are switched off are noticed within a thousand seeds. */
class MutationTest {
    private static final int SEEDS = 1000;

    @ParameterizedTest
    @EnumSource(
            names = {
                "SKIP_POWER_OFF",
                "SKIP_SYSTEM_UUID",
                "IGNORE_LEASE",
                "SKIP_ISOLATION",
                "OVERLOOK_INSTANCE",
                "IGNORE_MAINTENANCE",
                "IGNORE_DISARM",
                "REPEAT_BLINDLY",
                "FORGET_INTENT",
                "NO_SLOTS",
                "SKIP_PROOF",
                "STALE_PROOF",
                "NO_FENCING_RATE"
            })
    void aRuleThatIsSwitchedOffIsNoticed(Mutation mutation) throws InterruptedException {
        DisasterOptions options = DisasterOptions.usual().withSeams(mutation);
        assertThat(new Simulator(options, 2).firstFailure(1, SEEDS)).isPresent();
    }
}
