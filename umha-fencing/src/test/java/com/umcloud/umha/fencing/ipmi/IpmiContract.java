package com.umcloud.umha.fencing.ipmi;

import static com.umcloud.umha.fencing.ipmi.Devices.device;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the agent does with every BMC. The BMC has users {@code admin} and {@code operator} with one password, and it
 * does not offer cipher suite 17 where {@link #addressWithoutSuite17} says so.
 */
abstract class IpmiContract {
    static final UUID SYSTEM = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    private static final Duration LIMIT = Duration.ofSeconds(10);

    final IpmiFenceAgent agent = Devices.agent();

    abstract String address();

    abstract String addressWithoutSuite17();

    abstract boolean isOn() throws Exception;

    abstract String password();

    abstract String guidEncoding();

    @AfterEach
    void closeAgent() {
        agent.close();
    }

    @Test
    void readsAndSwitchesThePower() throws Exception {
        assertThat(read("admin")).isEqualTo(new PowerReading.Known(PowerState.ON));

        assertThat(agent.powerOff(of("admin", Map.of()), LIMIT)).isEqualTo(new PowerCommandResult.Accepted());
        await().until(() -> !isOn());
        assertThat(read("admin")).isEqualTo(new PowerReading.Known(PowerState.OFF));
        assertThat(agent.powerOff(of("admin", Map.of()), LIMIT)).isEqualTo(new PowerCommandResult.Accepted());

        assertThat(agent.powerOn(of("admin", Map.of()), LIMIT)).isEqualTo(new PowerCommandResult.Accepted());
        await().until(this::isOn);
        assertThat(read("admin")).isEqualTo(new PowerReading.Known(PowerState.ON));
    }

    @Test
    void givesItsSessionsBack() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(read("admin")).isInstanceOf(PowerReading.Known.class);
        }
    }

    @Test
    void anUnknownUserIsToldApartFromAWrongPassword() throws Exception {
        assertFailure(read("nobody"), FenceFailure.WRONG_USER);
        assertFailure(
                agent.readPower(device(address(), "admin", "another", Map.of()), LIMIT), FenceFailure.WRONG_PASSWORD);
        PowerCommandResult result = agent.powerOff(device(address(), "admin", "a third one", Map.of()), LIMIT);
        assertThat(result).isInstanceOfSatisfying(PowerCommandResult.Refused.class, refused -> {
            assertThat(refused.failure()).isEqualTo(FenceFailure.WRONG_PASSWORD);
            assertThat(refused.detail()).contains(address(), "node-1").doesNotContain("a third one");
        });
        assertThat(isOn()).isTrue();
    }

    @Test
    void anOperatorSuffices() throws Exception {
        Map<String, String> asOperator = Map.of("privilege", "operator");
        assertThat(agent.powerOff(of("operator", asOperator), LIMIT)).isEqualTo(new PowerCommandResult.Accepted());
        await().until(() -> !isOn());
    }

    @Test
    void aSuiteThatTheBmcLacksIsNamed() throws Exception {
        PowerReading reading = agent.readPower(
                device(addressWithoutSuite17(), "admin", password(), Map.of("cipher_suites", "17")), LIMIT);
        assertFailure(reading, FenceFailure.UNSUPPORTED_CIPHER);
        assertThat(reading.toString()).contains("17");
        assertThat(agent.readPower(device(addressWithoutSuite17(), "admin", password(), Map.of()), LIMIT))
                .isInstanceOf(PowerReading.Known.class);
    }

    @Test
    void tellsTheSystem() throws Exception {
        assertThat(agent.readSystemUuid(of("admin", Map.of("guid_encoding", guidEncoding())), LIMIT))
                .contains(SYSTEM);
    }

    private PowerReading read(String user) throws InterruptedException {
        return agent.readPower(of(user, Map.of()), LIMIT);
    }

    private FenceDevice of(String user, Map<String, String> options) {
        return device(address(), user, password(), options);
    }

    private static void assertFailure(PowerReading reading, FenceFailure failure) {
        assertThat(reading)
                .isInstanceOfSatisfying(
                        PowerReading.Unknown.class,
                        unknown -> assertThat(unknown.failure())
                                .describedAs(unknown.detail())
                                .isEqualTo(failure));
    }
}
