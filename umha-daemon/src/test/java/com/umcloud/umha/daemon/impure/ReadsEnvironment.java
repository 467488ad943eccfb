package com.umcloud.umha.daemon.impure;

final class ReadsEnvironment {
    private ReadsEnvironment() {}

    static String value() {
        return System.getenv("HOME");
    }
}
