package com.umcloud.umha.daemon.command;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns an exception into a text for the person at the terminal and an exit code. */
public final class FailureReport implements IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailureReport.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof UmhaException known) {
            command.getErr().println("umha: " + known.getMessage());
            return known.type() == FailureType.CONFIGURATION ? ExitCodes.CONFIGURATION : ExitCodes.FAILED;
        }
        LOG.error("a defect of umha", failure);
        command.getErr().println("umha: a defect of the program: " + failure);
        return ExitCodes.FAILED;
    }
}
