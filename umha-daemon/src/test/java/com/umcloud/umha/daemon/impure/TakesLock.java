package com.umcloud.umha.daemon.impure;

import java.util.concurrent.locks.ReentrantLock;

final class TakesLock {
    private TakesLock() {}

    static boolean value(ReentrantLock lock) {
        return lock.tryLock();
    }
}
