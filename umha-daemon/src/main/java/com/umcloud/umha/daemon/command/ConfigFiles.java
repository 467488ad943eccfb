package com.umcloud.umha.daemon.command;

import com.umcloud.umha.daemon.program.LoadedProgram;
import com.umcloud.umha.daemon.program.LogOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The option that every command with a configuration has. */
public final class ConfigFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigFiles.class);

    @Option(
            names = "--config-file",
            paramLabel = "FILE",
            description = "A configuration file; may be repeated, later ones count more."
                    + " Default: /etc/umha/umha.conf and /etc/ceilometer/ceilometer.conf.")
    private List<Path> files = new ArrayList<>();

    public List<Path> files() {
        return List.copyOf(files);
    }

    /** Loads for a command that does one thing: warnings are logged. */
    public LoadedProgram load() {
        LoadedProgram program = LoadedProgram.load(files());
        program.configuration().warnings().forEach(warning -> LOG.warn("{}", warning.text()));
        return program;
    }

    /** Loads for a daemon: logs as the configuration says. */
    public LoadedProgram loadForDaemon() {
        LoadedProgram program = LoadedProgram.load(files());
        LogOutput.apply(program.configuration().logging());
        program.configuration().warnings().forEach(warning -> LOG.warn("{}", warning.text()));
        return program;
    }
}
