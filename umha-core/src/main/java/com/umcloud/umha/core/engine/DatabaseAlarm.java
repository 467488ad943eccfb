package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.observation.Round;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells, without the database, that it is away. The processor tells that acted when it went away, though its lease ends with
 * it; before the first look nobody knows who that was, and each one tells. Where nobody acted, as after a crash, whoever cannot
 * take the lease tells once it would have it otherwise. Used by the engine's thread.
 */
final class DatabaseAlarm {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseAlarm.class);

    /** So long writing may fail before the operator is told: others are in the way of a transaction now and then. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Teller teller;
    private final Outward outward;
    private @Nullable Instant failingSince;
    private boolean responsible = true;

    DatabaseAlarm(Teller teller, Outward outward) {
        this.teller = teller;
        this.outward = outward;
    }

    /** @param orphaned why nobody can take the lease, if nobody is known to hold it */
    void observed(Round round, boolean leads, Optional<String> orphaned, Instant now) {
        if (round.databaseAnswers()) {
            responsible = leads;
        } else if (responsible) {
            tell(round.blind().orElse("it cannot be read"), now);
        }
        orphaned.filter(why -> !leads).ifPresent(why -> tell(why, now));
    }

    /** Something could not be written or read. */
    void failed(RuntimeException failure, Instant now) {
        if (failingSince == null) {
            failingSince = now;
            LOG.error(
                    "decisions cannot be written down, nothing new is done until they can: {}",
                    failure.getMessage(),
                    failure instanceof UmhaException ? null : failure);
        } else if (responsible && now.isAfter(failingSince.plus(PATIENCE))) {
            tell("decisions cannot be written down: " + failure.getMessage(), now);
        }
    }

    void succeeded() {
        if (failingSince != null) {
            LOG.info("decisions can be written down again");
            failingSince = null;
        }
    }

    private void tell(String why, Instant now) {
        Map<String, Instant> mailed = new HashMap<>();
        Alert alert = new Alert(
                "database.away",
                Severity.CRITICAL,
                Optional.empty(),
                "UMHA cannot use its database and begins nothing new",
                why
                        + ". Hosts are still watched; nobody is fenced and nothing evacuated until it can be written again.");
        teller.notificationOf(alert, now, mailed).ifPresent(notification -> {
            LOG.error("{}: {}", notification.title(), notification.body());
            outward.tellDirectly(notification);
        });
        teller.wereMailed(mailed, now);
    }
}
