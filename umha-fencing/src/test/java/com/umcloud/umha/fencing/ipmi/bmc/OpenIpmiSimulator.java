package com.umcloud.umha.fencing.ipmi.bmc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** OpenIPMI's {@code ipmi_sim} with one BMC; its power is a file. It knows cipher suites up to 3, and lets
 * every user ask for every privilege. */
public final class OpenIpmiSimulator {
    /** Of all devices in this file. */
    public static final String PASSWORD = "open-ipmi-secret";

    private static final Path PROGRAM = Path.of("/usr/bin/ipmi_sim");
    private static final String CHASSIS = """
            #!/bin/sh
            # called as: chassis DIRECTORY get|set|check power|boot|... [VALUE]
            case "$2-$3" in
              get-power) echo "power:$(cat "$1/power")" ;;
              get-boot) echo boot:none ;;
              set-power) echo "$4" > "$1/power" ;;
            esac
            """;
    private static final String EMULATOR = """
            mc_setbmc 0x20
            mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02
            mc_enable 0x20
            """;

    private final Path directory;
    private final int port;
    private final Process process;

    private OpenIpmiSimulator(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** Starts it, or skips the test that wants it. */
    public static OpenIpmiSimulator start(Path directory, UUID uuid) throws IOException {
        assumeTrue(Files.isExecutable(PROGRAM), "ipmi_sim (Debian package openipmi) is not installed");
        int port;
        try (DatagramSocket free = new DatagramSocket()) {
            port = free.getLocalPort();
        }
        Path chassis = Files.writeString(directory.resolve("chassis"), CHASSIS);
        Files.setPosixFilePermissions(chassis, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(directory.resolve("power"), "1\n");
        Files.createDirectory(directory.resolve("state"));
        Path emulator = Files.writeString(directory.resolve("bmc.emu"), EMULATOR);
        Path lan = Files.writeString(directory.resolve("lan.conf"), lan(directory, port, uuid));
        Process process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "-n",
                        "-c",
                        lan.toString(),
                        "-f",
                        emulator.toString(),
                        "-s",
                        directory.resolve("state").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        return new OpenIpmiSimulator(directory, port, process);
    }

    private static String lan(Path directory, int port, UUID uuid) {
        return """
                name "bmc"
                set_working_mc 0x20
                  startlan 1
                    addr 127.0.0.1 %1$d
                    priv_limit admin
                    allowed_auths_callback none md2 md5 straight
                    allowed_auths_user none md2 md5 straight
                    allowed_auths_operator none md2 md5 straight
                    allowed_auths_admin none md2 md5 straight
                    guid %2$s
                  endlan
                  chassis_control "%3$s/chassis %3$s"
                  user 1 false "" "unused" user 10 none md2 md5 straight
                  user 2 true "admin" "%4$s" admin 10 none md2 md5 straight
                  user 3 true "operator" "%4$s" operator 10 none md2 md5 straight
                """.formatted(port, uuid.toString().replace("-", ""), directory, PASSWORD);
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    public boolean isOn() throws IOException {
        return Files.readString(directory.resolve("power")).strip().equals("1");
    }

    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
