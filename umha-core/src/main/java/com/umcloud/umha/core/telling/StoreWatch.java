package com.umcloud.umha.core.telling;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the store is away and once that it is back. Safe for use by several threads. */
final class StoreWatch {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);

    private final AtomicBoolean away = new AtomicBoolean();

    void failed(RuntimeException error) {
        if (away.compareAndSet(false, true)) {
            LOG.error("The outbox cannot use the database; what it holds waits: {}", error.toString());
        } else {
            LOG.debug("The outbox still cannot use the database", error);
        }
    }

    void worked() {
        if (away.compareAndSet(true, false)) {
            LOG.info("The outbox can use the database again");
        }
    }
}
