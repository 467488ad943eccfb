package com.umcloud.umha.core.store.jdbi;

/**
 * What was removed because it was old.
 *
 * @param logLines of {@code umha_log}
 * @param commands of {@code intent}
 * @param notifications of {@code outbox}, one for each notifier
 */
public record RecordReport(long logLines, long commands, long notifications) {
    /** Whether nothing was old enough. */
    public boolean isEmpty() {
        return logLines == 0 && commands == 0 && notifications == 0;
    }
}
