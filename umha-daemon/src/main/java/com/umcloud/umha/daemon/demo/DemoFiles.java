package com.umcloud.umha.daemon.demo;

import com.umcloud.umha.testkit.cloud.SimulatedBmcs;
import com.umcloud.umha.testkit.cloud.SimulatedCloud;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.network.StorageNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the configuration files of the demonstration, in the forms that the guide has. */
final class DemoFiles {
    private static final String SECRET = "demo-telemetry-secret";

    private final Path directory;

    DemoFiles(Path directory) {
        this.directory = directory;
    }

    Path umhaConf() {
        return directory.resolve("umha.conf");
    }

    Path logFile() {
        return directory.resolve("umha.log");
    }

    List<Path> controllerFiles() {
        return List.of(umhaConf(), directory.resolve("ceilometer.conf"));
    }

    void writeController(SimulatedCloud cloud, int collectorPort) {
        StorageNetwork network = cloud.storageNetwork();
        write(
                "ipmi_info",
                cloud.hosts().stream()
                        .map(h -> h.name() + ":[" + cloud.bmc(h.name()).address() + "]:" + SimulatedBmcs.USERNAME + ":"
                                + SimulatedBmcs.PASSWORD)
                        .collect(Collectors.joining("\n", "", "\n")));
        write(
                "node_storage_ip_info",
                cloud.hosts().stream()
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
        write("umha.conf", """
                [DEFAULT]
                host = controller.domain.tld
                standalone = true
                data_directory = %s
                log_file = %s
                use_stderr = false
                plugin_directory = %s/plugins
                ipmi_info = %s/ipmi_info
                node_storage_ip_info = %s/node_storage_ip_info
                has_IPMI = true
                ping_count = 2
                ipmi_check_interval = 1
                really_evacuate = true
                on_share_storage = true
                [observer]
                probe = tcp:%d
                probe_limit = 500ms
                storage_servers = %s
                fence_limit = 5s
                [auth]
                auth_url = %s
                username = %s
                password = %s
                tenant_name = %s
                region_name = %s
                [email]
                enable_send_mail = true
                send_server = %s
                send_port = %d
                need_auth = false
                sender_username = umha@example.com
                receiver_list = operator@example.com
                mail_subject = UMHA高可用告警
                [time]
                sample_interval = 1
                ha_check_interval = 1
                evacuate_timeout = 30
                """.formatted(
                        directory.resolve("data"),
                        logFile(),
                        directory,
                        directory,
                        directory,
                        network.port(),
                        network.storageServerForController(),
                        cloud.authUrl(),
                        cloud.username(),
                        cloud.password().reveal(),
                        cloud.project(),
                        cloud.region(),
                        cloud.mail().host(),
                        cloud.mail().port()));
    }

    /** The files of one host's agent. */
    List<Path> writeAgent(SimulatedHost host, StorageNetwork network, int collectorPort) {
        String name = host.name();
        write(name + "-uuid", host.systemUuid() + "\n");
        write(name + "-pipeline.yaml", """
                ---
                sources:
                    - name: ha_source
                      interval: 1
                      meters:
                          - "storage_connectivity"
                      sinks:
                          - ha_sink
                sinks:
                    - name: ha_sink
                      transformers:
                      publishers:
                          - udp://127.0.0.1:%d
                """.formatted(collectorPort));
        return List.of(write(name + "-ceilometer.conf", """
                [DEFAULT]
                host = %s
                data_directory = %s
                plugin_directory = %s/plugins
                polling_namespaces = compute
                pipeline_cfg_file = %s-pipeline.yaml
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
                        name,
                        network.storageServerFor(host),
                        network.port(),
                        directory.resolve(name + "-uuid"),
                        SECRET)));
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
