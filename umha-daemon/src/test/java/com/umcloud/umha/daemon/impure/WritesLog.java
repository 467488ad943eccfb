package com.umcloud.umha.daemon.impure;

import org.slf4j.LoggerFactory;

final class WritesLog {
    private WritesLog() {}

    static void value() {
        LoggerFactory.getLogger(WritesLog.class).info("decided");
    }
}
