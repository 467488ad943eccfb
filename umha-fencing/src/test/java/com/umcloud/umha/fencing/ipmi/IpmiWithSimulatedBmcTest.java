package com.umcloud.umha.fencing.ipmi;

import com.umcloud.umha.testkit.bmc.SimulatedBmc;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class IpmiWithSimulatedBmcTest extends IpmiContract {
    private final FixedSystem system = new FixedSystem();
    private final SimulatedBmc bmc = SimulatedBmc.start(system, "admin", Devices.PASSWORD);
    private final SimulatedBmc older = SimulatedBmc.start(system, "admin", Devices.PASSWORD);

    @BeforeEach
    void prepare() {
        bmc.putUser("operator", Devices.PASSWORD, 3);
        older.offerSuites(Set.of(3));
    }

    @AfterEach
    void closeBmcs() {
        bmc.close();
        older.close();
    }

    @Override
    String address() {
        return bmc.address();
    }

    @Override
    String addressWithoutSuite17() {
        return older.address();
    }

    @Override
    boolean isOn() {
        return system.isOn();
    }

    @Override
    String password() {
        return Devices.PASSWORD;
    }

    @Override
    String guidEncoding() {
        return "smbios";
    }
}
