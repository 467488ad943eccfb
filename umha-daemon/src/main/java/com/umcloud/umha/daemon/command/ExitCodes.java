package com.umcloud.umha.daemon.command;

/** What {@code umha} tells the shell. */
public final class ExitCodes {
    public static final int OK = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int CONFIGURATION = 3;

    private ExitCodes() {}
}
