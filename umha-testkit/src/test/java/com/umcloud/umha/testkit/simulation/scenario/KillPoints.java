package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.evacuate.ResetResult;
import com.umcloud.umha.api.evacuate.StopResult;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.notify.DeliveryResult;
import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Notifier;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.testkit.simulation.processor.ForwardingEvacuator;
import com.umcloud.umha.testkit.simulation.processor.ForwardingFenceAgent;
import com.umcloud.umha.testkit.simulation.processor.ForwardingSeams;
import com.umcloud.umha.testkit.simulation.processor.Seams;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.store.DatabaseWrite;
import com.umcloud.umha.testkit.simulation.store.WriteListener;
import com.umcloud.umha.testkit.simulation.time.ProgramKilled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Passes every moment at which a processor of one performance can be killed: right before and right after each command to a BMC,
 * each call that changes Nova, each mail, and each transaction. Counts them, and kills at one of them. Used by one thread.
 */
final class KillPoints extends ForwardingSeams implements WriteListener {
    private static final String RENEWAL = "renew the lease";

    private final int deadly;
    private final Cuts cuts = new Cuts();
    private final List<KillPoint> passed = new ArrayList<>();
    private final Set<Integer> idle = new TreeSet<>();
    private final Map<DatabaseWrite, Integer> underWay = new IdentityHashMap<>();
    private @Nullable Performance performance;
    private @Nullable KillPoint killedAt;
    private int reached;
    private Instant killedWhen = SimulatedRegion.START;
    private Interrupted interrupted = Interrupted.NOTHING;
    private Consumer<String> whenKilled = controller -> {};

    /**
     * Points of a performance that has not begun.
     *
     * @param inner what is wrong with the processors on purpose
     * @param deadly the number of the point at which to kill, 0 for none
     */
    KillPoints(Seams inner, int deadly) {
        super(inner);
        this.deadly = deadly;
    }

    /** The performance whose seams these are; before it begins. */
    void watch(Performance value) {
        performance = value;
        value.region().database().listen(this);
        cuts.watch(value.region().site());
    }

    private Performance performance() {
        if (performance == null) {
            throw new IllegalStateException("no performance is watched");
        }
        return performance;
    }

    /** What follows a kill; told the controller's name. */
    void whenKilled(Consumer<String> action) {
        whenKilled = action;
    }

    /** What power commands did to the hosts. */
    Cuts cuts() {
        return cuts;
    }

    /** Where it was killed; empty if nowhere yet. */
    Optional<KillPoint> killedAt() {
        return Optional.ofNullable(killedAt);
    }

    /** When it was killed; the beginning if it was not. */
    Instant killedWhen() {
        return killedWhen;
    }

    /** What was under way when it was killed. */
    Interrupted interrupted() {
        return interrupted;
    }

    /** How many points were reached so far. */
    int count() {
        return reached;
    }

    /**
     * The points of a performance in which nobody is killed, without those at which a kill does nothing that it does not do at
     * another one: around a transaction that has written nothing; and before something, if nothing was written or sent since
     * the point before, within one step of the same processor, so that only its memory may differ, which dies with it.
     *
     * @param first so many of the points, from the beginning
     * @param renewals whether renewals of the lease are wanted as well. They move a counter by which those who wait for
     *     the lease see that its holder lives, and nothing else that anybody reads: a kill there is one at any moment
     *     between two points
     */
    List<KillPoint> distinct(int first, boolean renewals) {
        List<KillPoint> distinct = new ArrayList<>();
        KillPoint last = null;
        for (KillPoint point : passed.subList(0, first)) {
            if (idle.contains(point.number())) {
                continue;
            }
            boolean same = last != null
                    && last.side() == KillPoint.Side.AFTER
                    && point.side() == KillPoint.Side.BEFORE
                    && last.step() == point.step()
                    && last.controller().equals(point.controller());
            last = point;
            if (point.what().equals(RENEWAL) && !renewals) {
                last = null;
            } else if (!same) {
                distinct.add(point);
            }
        }
        return distinct;
    }

    private void reach(String controller, KillPoint.Side side, Supplier<String> what) {
        reached++;
        if (deadly != 0 && deadly != reached) {
            return;
        }
        SimulatedRegion region = performance().region();
        Instant now = region.agenda().instant();
        double seconds = Duration.between(SimulatedRegion.START, now).toMillis() / 1000.0;
        KillPoint point = new KillPoint(
                reached, controller, side, what.get(), performance().steps(), seconds);
        passed.add(point);
        if (reached == deadly) {
            killedAt = point;
            killedWhen = now;
            interrupted = Interrupted.of(region);
            region.processor(controller).kill();
            whenKilled.accept(controller);
            throw new ProgramKilled(point.where());
        }
    }

    // ---- transactions ----

    @Override
    public void before(DatabaseWrite write) {
        if (isOfProcessor(write)) {
            underWay.put(write, reached + 1);
            reach(write.processor(), KillPoint.Side.BEFORE, () -> nameOf(write));
        }
    }

    @Override
    public void after(DatabaseWrite write, boolean written) {
        if (isOfProcessor(write)) {
            int before = underWay.getOrDefault(write, 0);
            int after = reached + 1;
            if (written) {
                underWay.remove(write);
            } else {
                idle.add(before);
                idle.add(after);
            }
            reach(write.processor(), KillPoint.Side.AFTER, () -> nameOf(write));
        }
    }

    /** What was thought to have written nothing has. */
    @Override
    public void landed(DatabaseWrite write) {
        Integer before = underWay.remove(write);
        if (before != null) {
            idle.remove(before);
            idle.remove(before + 1);
        }
    }

    private boolean isOfProcessor(DatabaseWrite write) {
        return performance().region().processors().stream()
                .anyMatch(each -> each.controller().equals(write.processor()));
    }

    private static String nameOf(DatabaseWrite write) {
        return write.commit().map(commit -> write.what() + contentsOf(commit)).orElse(write.what());
    }

    private static String contentsOf(IncidentCommit commit) {
        String contents = Stream.of(
                        commit.incidents().stream().map(row -> row.host() + " " + row.state()),
                        commit.intents().stream().map(row -> row.command() + " " + row.state()),
                        commit.outbox().stream()
                                .map(row -> "mail " + row.notification().kind()),
                        commit.operators().isEmpty() ? Stream.<String>of() : Stream.of("what is said of hosts"))
                .flatMap(each -> each)
                .distinct()
                .collect(Collectors.joining(", "));
        return contents.isEmpty() ? "" : " (" + contents + ")";
    }

    // ---- effects ----

    /** A call that has an effect. */
    @FunctionalInterface
    private interface Call<T> {
        T make() throws InterruptedException;
    }

    /** The program would take what is thrown out of a plugin for the plugin's failure; it is dead by then. */
    private <T> T between(String controller, String what, Call<T> call) throws InterruptedException {
        tellingOfDeath(controller, KillPoint.Side.BEFORE, what);
        try {
            T result = call.make();
            tellingOfDeath(controller, KillPoint.Side.AFTER, what);
            return result;
        } catch (UmhaException e) {
            // what was asked for may have been done all the same
            tellingOfDeath(controller, KillPoint.Side.AFTER, what);
            throw e;
        }
    }

    private void tellingOfDeath(String controller, KillPoint.Side side, String what) {
        try {
            reach(controller, side, () -> what);
        } catch (ProgramKilled e) {
            performance().stage().tell(controller + " is killed " + e.getMessage());
            throw e;
        }
    }

    @Override
    public FenceAgent fenceAgent(String controller, FenceAgent real) {
        FenceAgent counted = cuts.counting(real);
        return super.fenceAgent(controller, new ForwardingFenceAgent(counted) {
            @Override
            public PowerCommandResult powerOff(FenceDevice device, Duration limit) throws InterruptedException {
                return between(
                        controller, "switching " + device.host() + " off", () -> counted.powerOff(device, limit));
            }

            @Override
            public PowerCommandResult powerOn(FenceDevice device, Duration limit) throws InterruptedException {
                return between(controller, "switching " + device.host() + " on", () -> counted.powerOn(device, limit));
            }
        });
    }

    @Override
    public Evacuator evacuator(String controller, Evacuator real) {
        return super.evacuator(controller, new ForwardingEvacuator(real) {
            @Override
            public IsolationResult isolate(String host, String reason, Duration limit) throws InterruptedException {
                return between(controller, "isolating " + host, () -> super.isolate(host, reason, limit));
            }

            @Override
            public IsolationResult isolateAgain(String host, String reason, Duration limit)
                    throws InterruptedException {
                return between(
                        controller, "isolating " + host + " again", () -> super.isolateAgain(host, reason, limit));
            }

            @Override
            public EvacuationResult evacuate(EvacuationRequest request, Duration limit) throws InterruptedException {
                return between(
                        controller, "evacuating " + nameOf(request.instanceId()), () -> super.evacuate(request, limit));
            }

            @Override
            public ReleaseResult release(String host, String reason, Duration limit) throws InterruptedException {
                return between(controller, "giving " + host + " back", () -> super.release(host, reason, limit));
            }

            @Override
            public ReserveResult employ(String reserve, String inPlaceOf, Duration limit) throws InterruptedException {
                return between(controller, "employing " + reserve, () -> super.employ(reserve, inPlaceOf, limit));
            }

            @Override
            public ResetResult resetToError(String instanceId, Duration limit) throws InterruptedException {
                return between(
                        controller, "resetting " + nameOf(instanceId), () -> super.resetToError(instanceId, limit));
            }

            @Override
            public StopResult stop(String instanceId, Duration limit) throws InterruptedException {
                return between(controller, "stopping " + nameOf(instanceId), () -> super.stop(instanceId, limit));
            }
        });
    }

    private String nameOf(String instanceId) {
        return performance()
                .region()
                .nova()
                .instance(instanceId)
                .map(instance -> instance.name())
                .orElse(instanceId);
    }

    @Override
    public Notifier notifier(String controller, Notifier real) {
        return super.notifier(controller, new Notifier() {
            @Override
            public DeliveryResult deliver(Notification notification, Duration limit) throws InterruptedException {
                String about = notification.host().map(host -> " about " + host).orElse("");
                return between(
                        controller, "mailing " + notification.kind() + about, () -> real.deliver(notification, limit));
            }

            @Override
            public void close() {
                real.close();
            }
        });
    }
}
