package com.umcloud.umha.daemon.command;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.config.files.FenceDeviceFile;
import com.umcloud.umha.core.config.files.StorageAddressFile;
import com.umcloud.umha.core.store.HostStore;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.daemon.program.Databases;
import com.umcloud.umha.daemon.program.LoadedProgram;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umha load}. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Loads the lists of fence devices and storage addresses into the database.",
        subcommands = {LoadCommand.IpmiInfo.class, LoadCommand.NodeStorageIp.class})
public final class LoadCommand {
    /** What both have in common: the file, the database, what is printed. */
    abstract static class Load implements Callable<Integer> {
        @Mixin
        private ConfigFiles files = new ConfigFiles();

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "FILE",
                description = "The list; by default the one that umha.conf names.")
        private @Nullable Path file;

        @Option(names = "--empty", description = "Accept a file without any entry: nothing is left in the table then.")
        private boolean empty;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        /** A file that was cut off must not take every device away. */
        void requireEntries(Path list, int entries) {
            if (entries == 0 && !empty) {
                throw new UmhaException(
                        FailureType.CONFIGURATION,
                        list + " holds no entry: write at least one, or say --empty to remove all that is loaded");
            }
        }

        abstract Path fileOf(Configuration configuration);

        /** Loads the whole file or nothing; returns what to print. */
        abstract String load(Path list, HostStore hosts);

        @Override
        public Integer call() {
            try (LoadedProgram program = files.load()) {
                Configuration configuration = program.configuration();
                Path list = Optional.ofNullable(file).orElseGet(() -> fileOf(configuration));
                try (Database database = Databases.openReady(configuration)) {
                    HostStore hosts = Databases.stores(database, configuration, InstantSource.system())
                            .hosts();
                    spec.commandLine().getOut().println(list + ": " + load(list, hosts));
                    return ExitCodes.OK;
                }
            }
        }
    }

    /** {@code umha load ipmi-info}, also installed as {@code load_ipmi_info}. */
    @Command(
            name = "ipmi-info",
            mixinStandardHelpOptions = true,
            description = "Replaces the fence devices by those of the file (hostname:ip:username:password).")
    static final class IpmiInfo extends Load {
        @Override
        Path fileOf(Configuration configuration) {
            return configuration.program().fenceDeviceFile();
        }

        @Override
        String load(Path list, HostStore hosts) {
            List<FenceDevice> devices = FenceDeviceFile.read(list);
            requireEntries(list, devices.size());
            int changed = hosts.replaceFenceDevices(devices);
            return devices.size() + " fence devices, " + changed + " changed";
        }
    }

    /** {@code umha load node-storage-ip}, also installed as {@code load_node_storage_ip}. */
    @Command(
            name = "node-storage-ip",
            mixinStandardHelpOptions = true,
            description = "Replaces the storage addresses by those of the file (hostname:storage_ip).")
    static final class NodeStorageIp extends Load {
        @Override
        Path fileOf(Configuration configuration) {
            return configuration.program().storageAddressFile();
        }

        @Override
        String load(Path list, HostStore hosts) {
            Map<String, String> addresses = StorageAddressFile.read(list);
            requireEntries(list, addresses.size());
            int changed = hosts.replaceStorageAddresses(addresses);
            return addresses.size() + " storage addresses, " + changed + " changed";
        }
    }
}
