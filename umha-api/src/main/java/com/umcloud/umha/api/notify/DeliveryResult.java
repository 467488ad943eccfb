package com.umcloud.umha.api.notify;

/** What came of delivering a notification. */
public sealed interface DeliveryResult {
    /** The receiver's system has taken it. */
    record Delivered() implements DeliveryResult {}

    /** Not now; the outbox tries again later. */
    record TryLater(String detail) implements DeliveryResult {}

    /** Never like this (a refused address, a wrong password): told once; tried again seldom, after the configuration changed. */
    record Rejected(String detail) implements DeliveryResult {}
}
