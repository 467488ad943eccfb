package com.umcloud.umha.daemon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DemoTest {
    @ParameterizedTest(name = "apart: {0}")
    @ValueSource(booleans = {false, true})
    void everyInstanceRunsElsewhereExactlyOnce(boolean apart) throws InterruptedException {
        StringWriter told = new StringWriter();
        DemoResult result = new Demo(5, 10, apart, new PrintWriter(told, true)).run();
        assertThat(result.healed()).as(told.toString()).isTrue();
        assertThat(result.recovered()).isEqualTo(4);
        assertThat(result.lost()).isZero();
        assertThat(result.instances())
                .hasSize(4)
                .allSatisfy(moved -> assertThat(result.failedHosts()).doesNotContain(moved.to()));
        assertThat(told.toString()).contains("recovery is complete", "HEALED");
    }
}
