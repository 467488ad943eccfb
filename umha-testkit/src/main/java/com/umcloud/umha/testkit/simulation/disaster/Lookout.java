package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import java.util.function.Consumer;

/** All that is noticed and checked of one disaster besides {@link Checks}. Used by one thread. */
final class Lookout {
    private final Hits hits = new Hits();
    private final WatchedSeams seams;
    private final MomentWatch moments;
    private final OrderChecks orders;
    private final WordChecks words;

    Lookout(SimulatedRegion region, Checks checks, WatchedSeams seams, Consumer<String> story) {
        this.seams = seams;
        this.moments = new MomentWatch(region, hits);
        this.orders = new OrderChecks(region, checks, hits);
        this.words = new WordChecks(region, checks, hits, story);
        seams.use(region);
        seams.listen(orders);
        checks.excuse(words::isVouched);
    }

    Hits hits() {
        return hits;
    }

    WordChecks words() {
        return words;
    }

    /** Who is told of all that processors do. */
    WatchedSeams seams() {
        return seams;
    }

    /** Looks at what is new; before {@link Checks#look}, which asks for what operators have vouched. */
    void look() {
        moments.look();
        orders.look();
        words.look();
    }

    /** When all is calm. */
    void close() {
        words.close();
        moments.close();
    }
}
