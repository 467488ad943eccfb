package com.umcloud.umha.core.reachability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReachabilityProbesTest {
    @Test
    void knowsIcmpAndTcp() {
        assertThat(ReachabilityProbes.forMethod("icmp")).isInstanceOf(PingProbe.class);
        assertThat(ReachabilityProbes.forMethod("tcp:22")).isInstanceOf(TcpProbe.class);
        assertThat(ReachabilityProbes.forMethod("tcp:65535")).isInstanceOf(TcpProbe.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ICMP", "ping", "tcp", "tcp:", "tcp:0", "tcp:65536", "tcp:-1", "tcp:ssh", "tcp:22 ", "udp:53"
            })
    void refusesTheRestAndSaysWhatThereIs(String method) {
        assertThatThrownBy(() -> ReachabilityProbes.forMethod(method))
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.CONFIGURATION))
                .hasMessageContaining("'" + method + "'")
                .hasMessageContaining("icmp")
                .hasMessageContaining("tcp:PORT");
    }
}
