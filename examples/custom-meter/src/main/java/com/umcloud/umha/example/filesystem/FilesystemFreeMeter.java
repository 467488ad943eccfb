package com.umcloud.umha.example.filesystem;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.meter.Measurement;
import com.umcloud.umha.api.meter.MeasurementType;
import com.umcloud.umha.api.meter.Meter;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures, for each directory, the share of its file system that is still free: 0 (full) to 1 (empty). */
final class FilesystemFreeMeter implements Meter {
    private final String hostName;
    private final List<Path> directories;

    FilesystemFreeMeter(String hostName, List<Path> directories) {
        this.hostName = hostName;
        this.directories = directories;
    }

    /** A directory that cannot be read is left out; if none can, the run has failed. */
    @Override
    public List<Measurement> measure(Duration limit) {
        List<Measurement> measurements = new ArrayList<>();
        List<IOException> failures = new ArrayList<>();
        for (Path directory : directories) {
            try {
                measurements.add(new Measurement(
                        "filesystem_free",
                        MeasurementType.GAUGE,
                        "ratio",
                        freeRatio(directory),
                        hostName + directory,
                        Map.of()));
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (measurements.isEmpty()) {
            throw new UmhaException(FailureType.EXTERNAL, "no directory could be measured: " + failures);
        }
        return measurements;
    }

    private static double freeRatio(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        long total = store.getTotalSpace();
        // Some special file systems, such as /proc, have no size.
        return total == 0 ? 1 : (double) store.getUsableSpace() / total;
    }
}
