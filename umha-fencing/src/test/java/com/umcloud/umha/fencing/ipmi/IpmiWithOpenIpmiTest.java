package com.umcloud.umha.fencing.ipmi;

import static org.awaitility.Awaitility.await;

import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.fencing.ipmi.bmc.OpenIpmiSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class IpmiWithOpenIpmiTest extends IpmiContract {
    @TempDir
    private Path directory;

    private OpenIpmiSimulator bmc;

    @BeforeEach
    void start() throws Exception {
        bmc = OpenIpmiSimulator.start(directory, SYSTEM);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> agent.readPower(
                                Devices.device(address(), "admin", password(), Map.of()), Duration.ofMillis(500))
                        instanceof PowerReading.Known);
    }

    @AfterEach
    void stop() throws Exception {
        if (bmc != null) {
            bmc.stop();
        }
    }

    @Override
    String address() {
        return bmc.address();
    }

    @Override
    String addressWithoutSuite17() {
        return bmc.address();
    }

    @Override
    boolean isOn() throws Exception {
        return bmc.isOn();
    }

    @Override
    String password() {
        return OpenIpmiSimulator.PASSWORD;
    }

    /** The simulator sends what its configuration says, byte by byte. */
    @Override
    String guidEncoding() {
        return "rfc4122";
    }
}
