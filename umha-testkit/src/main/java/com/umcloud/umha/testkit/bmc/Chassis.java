package com.umcloud.umha.testkit.bmc;

import com.umcloud.umha.testkit.host.PowerSwitch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Get Chassis Status and Chassis Control (IPMI 2.0, sections 28.2 and 28.3). Used by the BMC's thread. */
final class Chassis {
    private static final List<String> ACTIONS = List.of("off", "on", "cycle", "reset", "diag", "soft");
    private static final int OK = 0x00;
    private static final int INVALID_DATA = 0xcc;
    private static final int INSUFFICIENT_PRIVILEGE = 0xd4;
    private static final int NOT_IN_PRESENT_STATE = 0xd5;
    private static final int OPERATOR = 3;

    private final PowerSwitch power;
    private final BmcFaults faults;
    private final ScheduledExecutorService later;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledFuture<?> pending;

    Chassis(PowerSwitch power, BmcFaults faults, ScheduledExecutorService later) {
        this.power = power;
        this.faults = faults;
        this.later = later;
    }

    List<String> commands() {
        return List.copyOf(commands);
    }

    byte[] status() {
        if (faults.has(BmcFault.SHORT_STATUS)) {
            return Bytes.of(OK, 1);
        }
        return Bytes.of(OK, power.isOn() ? 0x61 : 0x60, 0x00, 0x40);
    }

    /** The completion code of a Chassis Control. */
    int control(int action, int privilege) {
        if (action >= ACTIONS.size()) {
            return INVALID_DATA;
        }
        String command = ACTIONS.get(action);
        commands.add(command);
        if (privilege < OPERATOR || faults.has(BmcFault.REFUSE_CONTROL)) {
            return INSUFFICIENT_PRIVILEGE;
        }
        switch (command) {
            case "on" -> {
                if (pending != null) {
                    pending.cancel(false);
                }
                power.on();
            }
            case "off", "soft" -> losePower(power::off);
            case "cycle", "reset" -> {
                if (!power.isOn()) {
                    return NOT_IN_PRESENT_STATE;
                }
                losePower(() -> {
                    power.off();
                    power.on();
                });
            }
            default -> {
                return INVALID_DATA;
            }
        }
        return OK;
    }

    private void losePower(Runnable change) {
        if (faults.has(BmcFault.STUCK)) {
            return;
        }
        Duration pause = faults.offAfter();
        if (pause.isZero()) {
            change.run();
        } else {
            pending = later.schedule(change, pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
