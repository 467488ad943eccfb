package com.umcloud.umha.fencing.ipmi;

import static com.umcloud.umha.fencing.ipmi.Devices.PASSWORD;
import static com.umcloud.umha.fencing.ipmi.Devices.device;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.testkit.bmc.BmcFault;
import com.umcloud.umha.testkit.bmc.SimulatedBmc;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Which trouble is reported as which failure, and that every call keeps to its limit. */
class IpmiFailureTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final FixedSystem system = new FixedSystem();
    private final SimulatedBmc bmc = SimulatedBmc.start(system, Devices.USER, PASSWORD);
    private final IpmiFenceAgent agent = Devices.agent();

    @AfterEach
    void close() {
        agent.close();
        bmc.close();
    }

    @Test
    void aSilentBmcIsUnreachableWhenTheLimitIsOver() throws Exception {
        bmc.faults().set(BmcFault.UNREACHABLE);
        long start = System.nanoTime();
        assertThat(failureOf(read(SHORT))).isEqualTo(FenceFailure.UNREACHABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(SHORT.minusMillis(150), SHORT.plus(TOLERANCE));
        assertThat(failureOf(off(SHORT), PowerCommandResult.Refused.class)).isEqualTo(FenceFailure.UNREACHABLE);
        assertThat(agent.readSystemUuid(device(bmc.address()), SHORT)).isEmpty();
    }

    @Test
    void theSettingLimitsTheLimit() throws Exception {
        bmc.faults().set(BmcFault.UNREACHABLE);
        long start = System.nanoTime();
        FenceDevice device = device(bmc.address(), "admin", PASSWORD, Map.of("timeout", "300ms"));
        assertThat(failureOf(agent.readPower(device, LONG))).isEqualTo(FenceFailure.UNREACHABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.plus(TOLERANCE));
    }

    @Test
    void aClosedPortIsUnreachableAtOnce() throws Exception {
        int port;
        try (DatagramSocket socket = new DatagramSocket()) {
            port = socket.getLocalPort();
        }
        long start = System.nanoTime();
        PowerReading reading = agent.readPower(device("127.0.0.1:" + port), LONG);
        assertThat(failureOf(reading)).isEqualTo(FenceFailure.UNREACHABLE);
        assertThat(reading.toString()).contains("port is closed");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void anUnknownNameIsUnreachable() throws Exception {
        PowerReading reading = agent.readPower(device("no-such-bmc.invalid"), LONG);
        assertThat(failureOf(reading)).isEqualTo(FenceFailure.UNREACHABLE);
        assertThat(reading.toString()).contains("no-such-bmc.invalid");
    }

    @Test
    void aNameIsLookedUp() throws Exception {
        assertThat(agent.readPower(device("localhost:" + bmc.port()), LONG)).isEqualTo(on());
    }

    @Test
    void whoMayNotSwitchIsRefused() throws Exception {
        bmc.putUser("viewer", PASSWORD, 2);
        PowerCommandResult result = agent.powerOff(device(bmc.address(), "viewer", PASSWORD, Map.of()), LONG);
        assertThat(failureOf(result, PowerCommandResult.Refused.class)).isEqualTo(FenceFailure.REFUSED);
        assertThat(result.toString()).contains("viewer").contains("privilege");
    }

    @Test
    void aRefusedCommandIsRefused() throws Exception {
        bmc.faults().set(BmcFault.REFUSE_CONTROL);
        PowerCommandResult result = agent.powerOff(askedOnce(), LONG);
        assertThat(failureOf(result, PowerCommandResult.Refused.class)).isEqualTo(FenceFailure.REFUSED);
        assertThat(result.toString()).contains("0xd4");
        assertThat(bmc.commands()).containsExactly("off");
        await().until(() -> bmc.openSessions() == 0);
    }

    @Test
    void aCommandWhoseAnswerIsLostIsUnknown() throws Exception {
        bmc.faults().set(BmcFault.LOSE_CONTROL_ANSWERS);
        assertThat(failureOf(off(Duration.ofSeconds(1)), PowerCommandResult.Unknown.class))
                .isEqualTo(FenceFailure.UNREACHABLE);
        assertThat(system.isOn()).isFalse();
    }

    @Test
    void aShortAnswerMakesNoSense() throws Exception {
        bmc.faults().set(BmcFault.SHORT_STATUS);
        assertThat(failureOf(read(LONG))).isEqualTo(FenceFailure.BAD_ANSWER);
        await().until(() -> bmc.openSessions() == 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_CLEAR", "WRONG_MAC"})
    void answersThatAreNotAuthenticAreNotBelieved(BmcFault fault) throws Exception {
        bmc.faults().set(fault);
        assertThat(failureOf(read(Duration.ofSeconds(1)))).isEqualTo(FenceFailure.BAD_ANSWER);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOISE", "DUPLICATE", "STUCK"})
    void noiseAndDuplicatesDoNotMatter(BmcFault fault) throws Exception {
        bmc.faults().set(fault);
        for (int i = 0; i < 5; i++) {
            assertThat(agent.readPower(askedOnce(), LONG)).isEqualTo(on());
        }
        assertThat(agent.powerOff(askedOnce(), LONG)).isEqualTo(new PowerCommandResult.Accepted());
        assertThat(bmc.commands()).containsExactly("off");
    }

    @Test
    void aWrongProofMeansAWrongPassword() throws Exception {
        bmc.faults().set(BmcFault.BAD_RAKP_2);
        assertThat(failureOf(agent.readPower(askedOnce(), LONG))).isEqualTo(FenceFailure.WRONG_PASSWORD);
        assertThat(bmc.loginAttempts()).isEqualTo(1);
    }

    @Test
    void aWrongPasswordIsToldEvenIfTheAnswersAreLate() throws Exception {
        bmc.faults().delay(Duration.ofMillis(150));
        assertThat(failureOf(agent.readPower(device(bmc.address(), "admin", "another", Map.of()), LONG)))
                .isEqualTo(FenceFailure.WRONG_PASSWORD);
        assertThat(read(LONG)).isEqualTo(on());
    }

    @Test
    void aBmcWithoutSlotsIsAskedAgain() throws Exception {
        bmc.faults().set(BmcFault.NO_SLOTS);
        PowerReading reading = read(Duration.ofSeconds(1));
        assertThat(failureOf(reading)).isEqualTo(FenceFailure.REFUSED);
        assertThat(reading.toString()).contains("no free session");
    }

    @Test
    void aBusyBmcIsAskedAgain() throws Exception {
        bmc.faults().busy(3);
        assertThat(read(LONG)).isEqualTo(on());
        bmc.faults().busy(1000);
        assertThat(failureOf(agent.powerOff(askedOnce(), Duration.ofSeconds(1)), PowerCommandResult.Refused.class))
                .isEqualTo(FenceFailure.REFUSED);
        assertThat(system.isOn()).isTrue();
    }

    @Test
    void noOperationEndsInSuiteZero() throws Exception {
        bmc.offerSuites(Set.of());
        assertThat(failureOf(read(LONG))).isEqualTo(FenceFailure.UNSUPPORTED_CIPHER);
    }

    @Test
    void whatDoesNotFitTheWireIsNotSent() throws Exception {
        assertThat(failureOf(agent.readPower(device(bmc.address(), "a-very-long-user-name", PASSWORD, Map.of()), LONG)))
                .isEqualTo(FenceFailure.WRONG_USER);
        String tooLong = "a-password-of-21-byte";
        assertThat(failureOf(agent.readPower(device(bmc.address(), "admin", tooLong, Map.of()), LONG)))
                .isEqualTo(FenceFailure.WRONG_PASSWORD);
        assertThat(bmc.loginAttempts()).isZero();
    }

    @Test
    void aPasswordOfTwentyBytesAndNoneAtAllAreUsed() throws Exception {
        bmc.putUser("long", "exactly-twenty-bytes", 4);
        bmc.putUser("none", "", 4);
        assertThat(agent.readPower(device(bmc.address(), "long", "exactly-twenty-bytes", Map.of()), LONG))
                .isEqualTo(on());
        assertThat(agent.readPower(device(bmc.address(), "none", "", Map.of()), LONG))
                .isEqualTo(on());
    }

    @Test
    void badOptionsAndAddressesAreErrorsOfConfiguration() {
        assertThatThrownBy(() -> agent.readPower(device(bmc.address(), "admin", PASSWORD, Map.of("suite", "3")), LONG))
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.CONFIGURATION))
                .hasMessageContaining("node-1")
                .hasMessageContaining("suite")
                .hasMessageContaining("cipher_suites");
        assertThatThrownBy(() -> agent.readPower(device("127.0.0.1:0"), LONG))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("127.0.0.1:0");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"LOSE_CONTROL_ANSWERS"})
    void theLimitIsKeptWhateverHappens(BmcFault fault) throws Exception {
        bmc.faults().set(fault);
        bmc.faults().drop(0.3, 7);
        long start = System.nanoTime();
        read(Duration.ofMillis(200));
        off(Duration.ofMillis(200));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.plus(TOLERANCE));
    }

    /** The BMC as a device whose datagrams are not repeated before a busy machine has answered them. */
    private FenceDevice askedOnce() {
        return device(bmc.address(), Devices.USER, PASSWORD, Map.of("retry_interval", "5s"));
    }

    private PowerReading read(Duration limit) throws InterruptedException {
        return agent.readPower(device(bmc.address()), limit);
    }

    private PowerCommandResult off(Duration limit) throws InterruptedException {
        return agent.powerOff(device(bmc.address()), limit);
    }

    private static PowerReading on() {
        return new PowerReading.Known(PowerState.ON);
    }

    private static FenceFailure failureOf(PowerReading reading) {
        assertThat(reading).isInstanceOf(PowerReading.Unknown.class);
        return ((PowerReading.Unknown) reading).failure();
    }

    private static FenceFailure failureOf(PowerCommandResult result, Class<? extends PowerCommandResult> kind) {
        assertThat(result).isInstanceOf(kind);
        return result instanceof PowerCommandResult.Refused refused
                ? refused.failure()
                : ((PowerCommandResult.Unknown) result).failure();
    }
}
