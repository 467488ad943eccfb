package com.umcloud.umha.testkit.simulation.time;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Everything that is left to chance; the same seed gives the same again. Used by one thread. */
public final class Chance {
    private final @Nullable SplittableRandom random;

    public Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(@Nullable SplittableRandom random) {
        this.random = random;
    }

    /** Nothing is left to chance: always the least and the first, and nothing that is less than certain happens. */
    public static Chance none() {
        return new Chance((SplittableRandom) null);
    }

    /** Another one, whose draws do not change this one's. */
    public Chance split() {
        return random == null ? none() : new Chance(random.split());
    }

    /** True in this share of the cases, 0 to 1. */
    public boolean happens(double share) {
        return random == null ? share >= 1 : random.nextDouble() < share;
    }

    /** A whole number from {@code least} to {@code most}, both included. */
    public int between(int least, int most) {
        return random == null ? least : random.nextInt(least, most + 1);
    }

    /** A duration between the two, to the millisecond. */
    public Duration between(Duration least, Duration most) {
        return random == null ? least : Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }

    /** One of these. */
    public <T> T oneOf(List<T> choices) {
        return choices.get(random == null ? 0 : random.nextInt(choices.size()));
    }
}
