package com.umcloud.umha.it.openstack;

import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.mail.SmtpSink;
import com.umcloud.umha.testkit.network.StorageNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The configuration files of a controller and of the agents, for the running cloud and with short intervals. */
final class UmhaFiles {
    private static final String SECRET = "real-cloud-telemetry-secret";

    private final Path directory;
    private final RealCloud cloud;
    private String sampleInterval = "1";

    UmhaFiles(Path directory, RealCloud cloud) {
        this.directory = directory;
        this.cloud = cloud;
    }

    List<Path> controllerFiles() {
        return List.of(directory.resolve("umha.conf"), directory.resolve("ceilometer.conf"));
    }

    Path logFile() {
        return directory.resolve("umha.log");
    }

    /**
     * Writes the controller's files.
     *
     * @param changes further or other settings: {@code recovery.leave_disabled} to {@code true}
     */
    void writeController(HostMirror mirror, SmtpSink mail, int collectorPort, Map<String, String> changes) {
        CloudProperties properties = cloud.properties();
        write(
                "ipmi_info",
                properties.hosts().stream()
                        .map(h -> h.name() + ":[" + h.bmcAddress() + "]:" + h.bmcUser() + ":" + h.bmcPassword())
                        .collect(Collectors.joining("\n", "", "\n")));
        write(
                "node_storage_ip_info",
                mirror.hosts().values().stream()
                        .map(h -> h.name() + ":" + h.storageAddress())
                        .collect(Collectors.joining("\n", "", "\n")));
        write("ceilometer.conf", """
                [DEFAULT]
                polling_namespaces = central
                [collector]
                udp_address = 127.0.0.1
                udp_port = %d
                [publisher]
                telemetry_secret = %s
                """.formatted(collectorPort, SECRET));
        Map<String, String> settings = settings(mirror, mail);
        settings.putAll(changes);
        sampleInterval = settings.getOrDefault("time.sample_interval", sampleInterval);
        write("umha.conf", text(settings));
    }

    private Map<String, String> settings(HostMirror mirror, SmtpSink mail) {
        CloudProperties properties = cloud.properties();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("DEFAULT.host", "controller.domain.tld");
        settings.put("DEFAULT.standalone", "true");
        settings.put("DEFAULT.data_directory", directory.resolve("data").toString());
        settings.put("DEFAULT.log_file", logFile().toString());
        settings.put("DEFAULT.use_stderr", "false");
        settings.put("DEFAULT.plugin_directory", directory.resolve("plugins").toString());
        settings.put("DEFAULT.ipmi_info", directory.resolve("ipmi_info").toString());
        settings.put(
                "DEFAULT.node_storage_ip_info",
                directory.resolve("node_storage_ip_info").toString());
        settings.put("DEFAULT.has_IPMI", "true");
        settings.put("DEFAULT.ping_count", "2");
        settings.put("DEFAULT.ipmi_check_interval", "1");
        settings.put("DEFAULT.ipmi_check_max_count", "10");
        settings.put("DEFAULT.really_evacuate", "true");
        settings.put("DEFAULT.on_share_storage", "true");
        settings.put("DEFAULT.seconds_before_check_vm_status", "5");
        settings.put("observer.probe", "tcp:" + mirror.network().port());
        settings.put("observer.probe_limit", "500ms");
        settings.put("observer.storage_servers", mirror.network().storageServerForController());
        settings.put("observer.fence_limit", "10s");
        settings.put("auth.auth_url", properties.text("auth_url"));
        settings.put("auth.username", properties.text("user"));
        settings.put("auth.password", properties.text("password"));
        settings.put("auth.tenant_name", properties.text("project"));
        settings.put("auth.region_name", properties.text("region"));
        settings.put("email.enable_send_mail", "true");
        settings.put("email.send_server", mail.host());
        settings.put("email.send_port", String.valueOf(mail.port()));
        settings.put("email.need_auth", "false");
        settings.put("email.sender_username", "umha@example.com");
        settings.put("email.receiver_list", "operator@example.com");
        settings.put("time.sample_interval", "1");
        settings.put("time.ha_check_interval", "1");
        settings.put("time.evacuate_timeout", "30");
        settings.put("valve.storage_number", "3");
        settings.put("valve.panic_number", "3");
        settings.put("valve.power_off_number", "3");
        settings.put("safety.breaker_powered_off_ratio", "0.5");
        settings.put("recovery.retry_minimum", "1s");
        settings.put("recovery.retry_maximum", "5s");
        settings.put("recovery.stable_before_return", "5s");
        settings.put("lease.duration", "30s");
        settings.put("lease.renew_interval", "2s");
        return settings;
    }

    private static String text(Map<String, String> settings) {
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        settings.forEach((name, value) -> {
            int dot = name.indexOf('.');
            sections.computeIfAbsent(name.substring(0, dot), section -> new StringBuilder("[" + section + "]\n"))
                    .append(name.substring(dot + 1))
                    .append(" = ")
                    .append(value)
                    .append('\n');
        });
        return String.join("", sections.values());
    }

    /** The files of one host's agent. */
    List<Path> writeAgent(SimulatedHost host, StorageNetwork network, int collectorPort) {
        String name = host.name();
        Path uuid = write(name + "-uuid", systemUuid(name) + "\n");
        Path pipeline = write(name + "-pipeline.yaml", """
                ---
                sources:
                    - name: ha_source
                      interval: %s
                      meters:
                          - "storage_connectivity"
                      sinks:
                          - ha_sink
                sinks:
                    - name: ha_sink
                      transformers:
                      publishers:
                          - udp://127.0.0.1:%d
                """.formatted(sampleInterval, collectorPort));
        return List.of(write(name + "-ceilometer.conf", """
                [DEFAULT]
                host = %s
                data_directory = %s
                plugin_directory = %s/plugins
                polling_namespaces = compute
                pipeline_cfg_file = %s
                [compute]
                storage_server_address = %s
                ping_count = 2
                ping_loss_ratio = 0.5
                probe = tcp:%d
                system_uuid_file = %s
                [publisher]
                telemetry_secret = %s
                """.formatted(
                        name,
                        directory.resolve(name),
                        directory,
                        pipeline,
                        network.storageServerFor(host),
                        network.port(),
                        uuid,
                        SECRET)));
    }

    /** What the host's firmware would say: its BMC has the GUID 75 6d 68 61 0 ... N, in SMBIOS's order of bytes. */
    private UUID systemUuid(String host) {
        int number = cloud.hosts().indexOf(host) + 1;
        return new UUID(0x61686d75_0000_0000L, number);
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
