package com.umcloud.umha.core.power;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.observation.ScriptedAgent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PowerDevicesTest {
    private static final Duration LIMIT = Duration.ofMillis(300);

    private final AtomicLong now = new AtomicLong();
    private FenceDevice device = device("secret");

    private static FenceDevice device(String password) {
        return new FenceDevice("c-1", "bmc-1", "admin", Secret.of(password), Map.of());
    }

    private PowerDevices devices(FenceAgent agent) {
        return new PowerDevices(agent, host -> host.equals("c-1") ? Optional.of(device) : Optional.empty(), now::get);
    }

    @Test
    void aHostWithoutDeviceIsRefused() throws InterruptedException {
        assertThat(devices(new ScriptedAgent()).read("c-2", LIMIT))
                .isInstanceOfSatisfying(
                        PowerReading.Unknown.class,
                        unknown -> assertThat(unknown.failure()).isEqualTo(FenceFailure.REFUSED));
    }

    @Test
    void aPowerThatNobodyCanCutWasCertainlyNotCut() throws InterruptedException {
        assertThat(devices(new ScriptedAgent()).off("c-2", Optional.empty(), LIMIT))
                .isInstanceOfSatisfying(
                        PowerCommandResult.Refused.class,
                        refused -> assertThat(refused.failure()).isEqualTo(FenceFailure.REFUSED));
    }

    @Test
    void aCloudWithoutPowerDevicesReachesNone() throws InterruptedException {
        ScriptedAgent agent = new ScriptedAgent();
        PowerDevices none = PowerDevices.none(agent);

        assertThat(none.has("c-1")).isFalse();
        assertThat(none.read("c-1", LIMIT))
                .isInstanceOfSatisfying(
                        PowerReading.Unknown.class,
                        unknown -> assertThat(unknown.failure()).isEqualTo(FenceFailure.UNREACHABLE));
        assertThat(none.off("c-1", Optional.empty(), LIMIT))
                .isInstanceOfSatisfying(
                        PowerCommandResult.Refused.class,
                        refused -> assertThat(refused.failure()).isEqualTo(FenceFailure.UNREACHABLE));
        assertThat(none.on("c-1", Optional.empty(), LIMIT)).isInstanceOf(PowerCommandResult.Refused.class);
        assertThat(agent.calls).isZero();
    }

    @Test
    void refusedCredentialsAreNotTriedAgainUntilTheyChangeOrAWhileHasPassed() throws InterruptedException {
        ScriptedAgent agent = new ScriptedAgent();
        agent.reading = new PowerReading.Unknown(FenceFailure.WRONG_PASSWORD, "refused");
        PowerDevices devices = devices(agent);
        for (int i = 0; i < 5; i++) {
            devices.read("c-1", LIMIT);
        }
        assertThat(agent.calls).isEqualTo(1);
        assertThat(devices.off("c-1", Optional.empty(), LIMIT)).isInstanceOf(PowerCommandResult.Unknown.class);
        assertThat(agent.calls).isEqualTo(1);

        device = device("better");
        devices.read("c-1", LIMIT);
        assertThat(agent.calls).isEqualTo(2);

        now.addAndGet(PowerDevices.CREDENTIALS_PAUSE.toNanos());
        agent.reading = new PowerReading.Known(PowerState.ON);
        assertThat(devices.read("c-1", LIMIT)).isEqualTo(agent.reading);
    }

    @Test
    void aCallThatHangsBeyondItsLimitIsNotWaitedForByTheNext() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch inCall = new CountDownLatch(1);
        ScriptedAgent scripted = new ScriptedAgent();
        FenceAgent agent = new FenceAgent() {
            @Override
            public PowerReading readPower(FenceDevice asked, Duration limit) throws InterruptedException {
                inCall.countDown();
                if (!hangs.await(1, TimeUnit.MINUTES)) {
                    throw new AssertionError("nobody let it go");
                }
                return scripted.reading;
            }

            @Override
            public PowerCommandResult powerOff(FenceDevice asked, Duration limit) {
                return scripted.powerOff(asked, limit);
            }

            @Override
            public PowerCommandResult powerOn(FenceDevice asked, Duration limit) {
                return scripted.powerOn(asked, limit);
            }
        };
        PowerDevices devices = devices(agent);
        Thread caller = new Thread(() -> {
            try {
                devices.read("c-1", LIMIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        caller.start();
        assertThat(inCall.await(5, TimeUnit.SECONDS)).isTrue();
        now.addAndGet(Duration.ofSeconds(5).toNanos());

        long start = System.nanoTime();
        assertThat(devices.off("c-1", Optional.empty(), Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(
                        PowerCommandResult.Unknown.class,
                        unknown -> assertThat(unknown.failure()).isEqualTo(FenceFailure.UNREACHABLE));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));

        hangs.countDown();
        caller.join();
        Awaitility.await()
                .until(() -> devices.off("c-1", Optional.empty(), LIMIT) instanceof PowerCommandResult.Accepted);
    }

    @Test
    void anAgentThatAnswersNothingIsOneThatKnowsNothing() throws InterruptedException {
        ScriptedAgent agent = new ScriptedAgent();
        agent.reading = null;

        assertThat(devices(agent).read("c-1", LIMIT))
                .isInstanceOfSatisfying(
                        PowerReading.Unknown.class,
                        unknown -> assertThat(unknown.failure()).isEqualTo(FenceFailure.BAD_ANSWER));
    }
}
