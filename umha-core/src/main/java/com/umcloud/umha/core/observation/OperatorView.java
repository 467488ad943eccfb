package com.umcloud.umha.core.observation;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.OperatorStore;
import com.umcloud.umha.core.store.OperatorWord;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators have said, as last read from the database; what was known stays while it is away. Refreshed by one thread at a
 * time, read by others.
 */
public final class OperatorView {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorView.class);

    private final OperatorStore store;
    private volatile Said said = new Said(StandingOrders.NONE, List.of());
    private boolean readable = true;

    /**
     * What was read at one moment.
     *
     * @param words those that wait, oldest first
     */
    public record Said(StandingOrders orders, List<OperatorWord> words) {
        public Said {
            words = List.copyOf(words);
        }
    }

    public OperatorView(OperatorStore store) {
        this.store = store;
    }

    /** Reads orders and words; why they cannot be read, or empty if they can. */
    public Optional<String> refresh() {
        try {
            said = new Said(store.standingOrders(), store.waitingWords());
            readable = true;
            return Optional.empty();
        } catch (RuntimeException e) {
            if (readable) {
                LOG.warn(
                        "what operators have said cannot be read, going on with what is known: {}",
                        e.getMessage(),
                        e instanceof UmhaException ? null : e);
            }
            readable = false;
            return Optional.of("what operators have said cannot be read: " + e.getMessage());
        }
    }

    public Said said() {
        return said;
    }
}
