package com.umcloud.umha.core.config;

import com.umcloud.umha.api.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent on a compute host does.
 *
 * @param hostName {@code [DEFAULT] host}, else the system's: the resource of its samples
 * @param pollingNamespaces {@code [DEFAULT] polling_namespaces}: with {@code compute} it measures, else it idles
 * @param pipelineFile {@code [DEFAULT] pipeline_cfg_file}, looked for beside the configuration files, then in
 *     /etc/ceilometer; if it is in neither, where it was looked for first
 * @param sampleSource {@code [DEFAULT] sample_source}
 * @param storageServerAddresses {@code [compute] storage_server_address}
 * @param pingCount {@code [compute] ping_count}, from 1
 * @param pingLossRatio {@code [compute] ping_loss_ratio}, 0 to 1
 * @param probe {@code [compute] probe}: {@code icmp} or {@code tcp:PORT}
 * @param telemetrySecret {@code [publisher] telemetry_secret}; empty: samples are not signed
 */
public record AgentConfig(
        String hostName,
        List<String> pollingNamespaces,
        Path pipelineFile,
        String sampleSource,
        List<String> storageServerAddresses,
        int pingCount,
        double pingLossRatio,
        String probe,
        Secret telemetrySecret) {
    private static final Path CEILOMETER_DIRECTORY = Path.of("/etc/ceilometer");

    public AgentConfig {
        pollingNamespaces = List.copyOf(pollingNamespaces);
        storageServerAddresses = List.copyOf(storageServerAddresses);
    }

    static AgentConfig of(Configuration configuration) {
        return new AgentConfig(
                configuration.hostName(),
                configuration.list("DEFAULT", "polling_namespaces"),
                pipelineFile(configuration),
                configuration.text("DEFAULT", "sample_source").orElse(""),
                configuration.list("compute", "storage_server_address"),
                configuration.integer("compute", "ping_count"),
                configuration.fraction("compute", "ping_loss_ratio"),
                configuration.text("compute", "probe").orElseThrow(),
                configuration.secret("publisher", "telemetry_secret"));
    }

    private static Path pipelineFile(Configuration configuration) {
        Path named = configuration.path("DEFAULT", "pipeline_cfg_file").orElse(Path.of("pipeline.yaml"));
        String relative = configuration.text("DEFAULT", "pipeline_cfg_file").orElse("pipeline.yaml");
        List<Path> candidates = new ArrayList<>();
        if (named.isAbsolute()) {
            candidates.add(named);
        } else {
            // nobody set it: Ceilometer's default name beside any of the files
            configuration.files().forEach(file -> candidates.add(RelativePath.beside(file, relative)));
        }
        candidates.add(CEILOMETER_DIRECTORY.resolve(relative));
        return candidates.stream().filter(Files::exists).findFirst().orElse(candidates.get(0));
    }
}
