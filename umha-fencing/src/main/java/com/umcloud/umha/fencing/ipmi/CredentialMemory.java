package com.umcloud.umha.fencing.ipmi;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.fencing.ipmi.session.IpmiException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which BMC refused which user and password, so that nobody gets locked out by our insisting. Another password is
 * not remembered and thus tried at once. Safe for use by several threads.
 */
final class CredentialMemory {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialMemory.class);

    private final Map<Account, Refusal> refusals = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    CredentialMemory(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Throws the earlier refusal again if it is not old enough and the password is the same. */
    void check(FenceDevice device) {
        Refusal refusal = refusals.get(Account.of(device));
        if (refusal != null && refusal.password().equals(device.password()) && !refusal.isOver(nanoTime.getAsLong())) {
            throw IpmiException.lasting(
                    refusal.failure(), refusal.detail() + " (remembered: not asked again before the backoff is over)");
        }
    }

    /** Notes what the BMC of a device said about its credentials. */
    void remember(FenceDevice device, FenceFailure failure, String detail, Duration backoff) {
        long now = nanoTime.getAsLong();
        refusals.values().removeIf(refusal -> refusal.isOver(now));
        refusals.put(Account.of(device), new Refusal(device.password(), failure, detail, now + backoff.toNanos()));
        LOG.warn(
                "the fence device {} of {} refuses its credentials: {}; not tried again for {} unless they change",
                device.address(),
                device.host(),
                detail,
                backoff);
    }

    /** The credentials are good. */
    void forget(FenceDevice device) {
        refusals.remove(Account.of(device));
    }

    private record Account(String address, String username) {
        static Account of(FenceDevice device) {
            return new Account(device.address(), device.username());
        }
    }

    private record Refusal(Secret password, FenceFailure failure, String detail, long until) {
        boolean isOver(long now) {
            return now - until >= 0;
        }
    }
}
