package com.umcloud.umha.daemon.command;

import picocli.CommandLine.IVersionProvider;

/** What {@code umha --version} prints. */
public final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = VersionText.class.getPackage().getImplementationVersion();
        return new String[] {"umha " + (version == null ? "(built from source)" : version)};
    }
}
