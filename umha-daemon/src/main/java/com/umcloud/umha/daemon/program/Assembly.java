package com.umcloud.umha.daemon.program;

import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes components and gathers what is wrong with them, so that an operator is told everything at once. */
final class Assembly {
    private final Injector injector;
    private final List<String> problems = new ArrayList<>();

    Assembly(Injector injector) {
        this.injector = injector;
    }

    /** The component; empty if it cannot be made, which {@link #throwIfProblems} tells. */
    <T> Optional<T> make(Class<T> type) {
        try {
            return Optional.of(injector.getInstance(type));
        } catch (ProvisionException e) {
            if (e.getCause() instanceof UmhaException known && known.type() == FailureType.CONFIGURATION) {
                problems.add(known.getMessage());
                return Optional.empty();
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /**
     * Ends the assembly.
     *
     * @throws UmhaException of type CONFIGURATION with all problems, a line each
     */
    void throwIfProblems() {
        if (!problems.isEmpty()) {
            throw new UmhaException(FailureType.CONFIGURATION, String.join("\n", problems));
        }
    }
}
