package com.umcloud.umha.core.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The program as a whole.
 *
 * @param hostName {@code [DEFAULT] host}, else the system's
 * @param evacuator {@code [DEFAULT] evacuator}: the name of the plugin that speaks to the cloud
 * @param fenceAgent {@code [DEFAULT] fence_agent}: the name of the plugin that speaks to power devices
 * @param notifiers {@code [DEFAULT] notifiers}: those who tell the operator; without {@code smtp} if {@code [email]
 *     enable_send_mail} is false
 * @param sendInterval {@code [email] send_interval_hours}: the same alert is not mailed again within it
 * @param dataDirectory {@code [DEFAULT] data_directory}
 * @param pluginDirectory {@code [DEFAULT] plugin_directory}
 * @param fenceDeviceFile {@code [DEFAULT] ipmi_info}
 * @param storageAddressFile {@code [DEFAULT] node_storage_ip_info}
 */
public record ProgramConfig(
        String hostName,
        String evacuator,
        String fenceAgent,
        List<String> notifiers,
        Duration sendInterval,
        Path dataDirectory,
        Path pluginDirectory,
        Path fenceDeviceFile,
        Path storageAddressFile) {
    private static final String MAIL = "smtp";

    public ProgramConfig {
        notifiers = List.copyOf(notifiers);
    }

    static ProgramConfig of(Configuration configuration) {
        boolean mail = configuration.flag("email", "enable_send_mail");
        return new ProgramConfig(
                configuration.hostName(),
                configuration.text("DEFAULT", "evacuator").orElseThrow(),
                configuration.text("DEFAULT", "fence_agent").orElseThrow(),
                configuration.list("DEFAULT", "notifiers").stream()
                        .filter(name -> mail || !name.equals(MAIL))
                        .distinct()
                        .toList(),
                Duration.ofHours(configuration.integer("email", "send_interval_hours")),
                configuration.path("DEFAULT", "data_directory").orElseThrow(),
                configuration.path("DEFAULT", "plugin_directory").orElseThrow(),
                configuration.path("DEFAULT", "ipmi_info").orElseThrow(),
                configuration.path("DEFAULT", "node_storage_ip_info").orElseThrow());
    }
}
