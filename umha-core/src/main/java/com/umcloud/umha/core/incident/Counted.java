package com.umcloud.umha.core.incident;

/** Numbers of things in sentences. */
final class Counted {
    private Counted() {}

    /** {@code 1 instance}, {@code 2 instances}. */
    static String instances(long count) {
        return count + (count == 1 ? " instance" : " instances");
    }

    /** {@code 1 of 1 instance}, {@code 0 of 2 instances}. */
    static String instancesOf(long count, long all) {
        return count + " of " + instances(all);
    }
}
