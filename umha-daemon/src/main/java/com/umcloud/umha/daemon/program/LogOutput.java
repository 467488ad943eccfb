package com.umcloud.umha.daemon.program;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import com.umcloud.umha.core.config.LoggingConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where and how much the daemons log: to standard error, and to {@code log_file} if one is named. */
public final class LogOutput {
    private LogOutput() {}

    /** Nothing is logged any more: for programs whose simulated parts would drown what they tell. */
    public static void silence() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
        }
    }

    /** Applies the settings to the whole process; called once by the program's main thread. */
    public static void apply(LoggingConfig config) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(config.debug() ? Level.DEBUG : config.verbose() ? Level.INFO : Level.WARN);
        config.file().ifPresent(file -> {
            PatternLayoutEncoder encoder = new PatternLayoutEncoder();
            encoder.setContext(context);
            encoder.setPattern("%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{0}: %msg%n");
            encoder.start();
            FileAppender<ILoggingEvent> appender = new FileAppender<>();
            appender.setContext(context);
            appender.setName("file");
            appender.setFile(file.toString());
            appender.setEncoder(encoder);
            appender.start();
            root.addAppender(appender);
            if (!config.standardError() && appender.isStarted()) {
                root.detachAppender("console");
            }
        });
    }
}
