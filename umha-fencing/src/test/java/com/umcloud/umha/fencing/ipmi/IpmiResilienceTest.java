package com.umcloud.umha.fencing.ipmi;

import static com.umcloud.umha.fencing.ipmi.Devices.PASSWORD;
import static com.umcloud.umha.fencing.ipmi.Devices.device;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.fencing.ipmi.bmc.TamperingRelay;
import com.umcloud.umha.fencing.ipmi.bmc.TamperingRelay.Tampering;
import com.umcloud.umha.testkit.bmc.BmcFault;
import com.umcloud.umha.testkit.bmc.SimulatedBmc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Losses, forgeries, many devices, interruption and the end. */
class IpmiResilienceTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final PowerReading ON = new PowerReading.Known(PowerState.ON);

    private final FixedSystem system = new FixedSystem();
    private final SimulatedBmc bmc = SimulatedBmc.start(system, Devices.USER, PASSWORD);
    private final IpmiFenceAgent agent = Devices.agent();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void close() throws Exception {
        callers.shutdownNow();
        assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        agent.close();
        bmc.close();
    }

    @Test
    void aFifthOfAllDatagramsMayBeLostEachWay() throws Exception {
        List<SimulatedBmc> bmcs = new ArrayList<>();
        List<Future<List<PowerReading>>> readings = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                SimulatedBmc lossy = SimulatedBmc.start(new FixedSystem(), Devices.USER, PASSWORD);
                lossy.faults().drop(0.2, i);
                bmcs.add(lossy);
                readings.add(callers.submit(() -> {
                    List<PowerReading> read = new ArrayList<>();
                    for (int n = 0; n < 3; n++) {
                        read.add(agent.readPower(device(lossy.address()), LONG));
                    }
                    return read;
                }));
            }
            for (Future<List<PowerReading>> future : readings) {
                assertThat(future.get()).containsOnly(ON);
            }
        } finally {
            bmcs.forEach(SimulatedBmc::close);
        }
    }

    @Test
    void manyBmcsAreSwitchedAtOnce() throws Exception {
        List<SimulatedBmc> bmcs = new ArrayList<>();
        List<Future<PowerCommandResult>> results = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                SimulatedBmc one = SimulatedBmc.start(new FixedSystem(), Devices.USER, PASSWORD);
                bmcs.add(one);
                results.add(callers.submit(() -> agent.powerOff(device(one.address()), LONG)));
            }
            for (Future<PowerCommandResult> result : results) {
                assertThat(result.get()).isEqualTo(new PowerCommandResult.Accepted());
            }
            assertThat(bmcs)
                    .allSatisfy(one -> assertThat(one.commands()).isNotEmpty().containsOnly("off"));
            await().until(() -> bmcs.stream().allMatch(one -> one.openSessions() == 0));
            await().until(() -> threads("umha-ipmi").size() == 1);
        } finally {
            bmcs.forEach(SimulatedBmc::close);
        }
    }

    @Test
    void slotsThatBecomeFreeAreUsed() throws Exception {
        bmc.setSessionSlots(2);
        List<Future<PowerReading>> readings = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            readings.add(callers.submit(() -> agent.readPower(device(bmc.address()), LONG)));
        }
        for (Future<PowerReading> reading : readings) {
            assertThat(reading.get()).isEqualTo(ON);
        }
    }

    @Test
    void replayedAnswersAreDropped() throws Exception {
        try (TamperingRelay relay = new TamperingRelay(bmc.port(), Tampering.REPLAY)) {
            assertThat(agent.readPower(device(relay.address()), LONG)).isEqualTo(ON);
            assertThat(agent.powerOff(device(relay.address()), LONG)).isEqualTo(new PowerCommandResult.Accepted());
            assertThat(agent.readPower(device(relay.address()), LONG))
                    .isEqualTo(new PowerReading.Known(PowerState.OFF));
        }
    }

    @Test
    void answersOfOthersAreDropped() throws Exception {
        try (TamperingRelay relay = new TamperingRelay(bmc.port(), Tampering.OTHER_SENDER)) {
            assertThat(agent.readPower(device(relay.address()), Duration.ofMillis(500)))
                    .isInstanceOf(PowerReading.Unknown.class);
        }
    }

    @Test
    void aRefusedPasswordIsNotTriedAgainBeforeTheBackoffIsOver() throws Exception {
        AtomicLong ahead = new AtomicLong();
        IpmiFenceAgent patient = new IpmiFenceAgent(
                Devices.section("retry_interval = 5s, credential_backoff = 1m"), () -> System.nanoTime() + ahead.get());
        try {
            FenceDevice wrong = device(bmc.address(), Devices.USER, "wrong", Map.of());
            for (int i = 0; i < 5; i++) {
                assertThat(patient.readPower(wrong, LONG)).isInstanceOf(PowerReading.Unknown.class);
                assertThat(patient.powerOff(wrong, LONG)).isInstanceOf(PowerCommandResult.Refused.class);
            }
            assertThat(bmc.loginAttempts()).isEqualTo(1);

            assertThat(patient.readPower(device(bmc.address()), LONG)).isEqualTo(ON);
            assertThat(bmc.loginAttempts()).isEqualTo(2);

            assertThat(patient.readPower(wrong, LONG).toString()).contains("WRONG_PASSWORD");
            ahead.addAndGet(TimeUnit.SECONDS.toNanos(61));
            assertThat(patient.readPower(wrong, LONG).toString()).contains("WRONG_PASSWORD");
            assertThat(bmc.loginAttempts()).isEqualTo(4);
        } finally {
            patient.close();
        }
    }

    @Test
    void anInterruptionEndsACall() throws Exception {
        bmc.faults().set(BmcFault.UNREACHABLE);
        Future<PowerReading> reading = callers.submit(() -> agent.readPower(device(bmc.address()), LONG));
        await().until(() -> threadsIn("readPower") == 1);
        callers.shutdownNow();
        assertThatThrownBy(() -> reading.get(3, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void closingEndsCallsAndThreads() throws Exception {
        bmc.faults().set(BmcFault.UNREACHABLE);
        Future<PowerReading> reading = callers.submit(() -> agent.readPower(device(bmc.address()), LONG));
        await().until(() -> threadsIn("readPower") == 1);
        agent.close();
        assertThat(reading.get(5, TimeUnit.SECONDS)).isInstanceOf(PowerReading.Unknown.class);
        await().until(() -> threads("umha-ipmi").isEmpty());
        assertThatThrownBy(() -> agent.readPower(device(bmc.address()), LONG)).isInstanceOf(UmhaException.class);
    }

    private static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private static long threadsIn(String method) {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getMethodName().equals(method)
                                && frame.getClassName().equals(IpmiFenceAgent.class.getName())))
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getMethodName().equals("receive")))
                .count();
    }
}
