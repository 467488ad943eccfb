package com.umcloud.umha.daemon.command;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.core.config.files.FenceDeviceFile;
import com.umcloud.umha.core.config.files.StorageAddressFile;
import com.umcloud.umha.core.pipeline.Pipeline;
import com.umcloud.umha.core.pipeline.PipelineFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A file of the guide that {@code config check} can look at.
 *
 * @param kind how it is read
 */
record CheckedFile(Path path, Kind kind) {
    private static final int CEILOMETER_PORT = 4952;

    /** The forms of the guide's files, told apart by their names. */
    enum Kind {
        /** oslo.config's INI. */
        CONFIGURATION,
        /** A pipeline: a name that ends in .yaml or .yml. */
        PIPELINE,
        /** The list of fence devices: a name with ipmi_info in it. */
        FENCE_DEVICES,
        /** The list of storage addresses: a name with node_storage_ip_info in it. */
        STORAGE_ADDRESSES
    }

    static CheckedFile of(Path path) {
        Path last = path.getFileName();
        String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return new CheckedFile(path, Kind.PIPELINE);
        } else if (name.contains("ipmi_info")) {
            return new CheckedFile(path, Kind.FENCE_DEVICES);
        } else if (name.contains("node_storage_ip_info")) {
            return new CheckedFile(path, Kind.STORAGE_ADDRESSES);
        }
        return new CheckedFile(path, Kind.CONFIGURATION);
    }

    /**
     * What the file says, line by line, without secrets; for every kind but CONFIGURATION.
     *
     * @throws com.umcloud.umha.api.failure.UmhaException of type CONFIGURATION with everything that is wrong in it
     */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# " + path);
        switch (kind) {
            case PIPELINE -> addPipeline(lines);
            case FENCE_DEVICES -> {
                for (FenceDevice device : FenceDeviceFile.read(path)) {
                    lines.add(device.host() + ": " + device.address() + " as " + device.username() + ", password "
                            + device.password());
                }
            }
            case STORAGE_ADDRESSES -> {
                for (Map.Entry<String, String> entry :
                        StorageAddressFile.read(path).entrySet()) {
                    lines.add(entry.getKey() + ": " + entry.getValue());
                }
            }
            case CONFIGURATION -> throw new IllegalStateException(path + " is read with the others");
        }
        return lines;
    }

    private void addPipeline(List<String> lines) {
        Pipeline pipeline = PipelineFile.read(path, CEILOMETER_PORT);
        pipeline.sources().forEach(source -> {
            lines.add("source " + source.name() + ": every " + source.interval().toSeconds() + " s");
            source.sinks()
                    .forEach(sink -> sink.publishers()
                            .forEach(publisher -> lines.add("  sink " + sink.name() + ": " + publisher)));
        });
        if (pipeline.warnings().isEmpty()) {
            lines.add("No warnings.");
        } else {
            lines.add("Warnings:");
            pipeline.warnings().forEach(warning -> lines.add("  " + warning));
        }
    }
}
