package com.umcloud.umha.fencing.ipmi.session;

/** What is to be done inside a session; called again in a new one if the session is lost. */
@FunctionalInterface
public interface SessionWork<T> {
    T run(IpmiSession session) throws InterruptedException;
}
