package com.umcloud.umha.testkit.simulation.cloud;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.evacuate.EvacuationRequest;
import com.umcloud.umha.api.evacuate.EvacuationResult;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.HostCapacity;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.IsolationResult;
import com.umcloud.umha.api.evacuate.Migration;
import com.umcloud.umha.api.evacuate.ReleaseResult;
import com.umcloud.umha.api.evacuate.ReserveResult;
import com.umcloud.umha.api.evacuate.ResetResult;
import com.umcloud.umha.api.evacuate.ServerGroup;
import com.umcloud.umha.api.evacuate.StopResult;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A cloud as one controller reaches it: calls go wrong as the {@link CloudConditions} and its link have it, and look to the
 * caller as failures of the evacuator {@code nova} do. A call takes no virtual time. What is late happens on the agenda, also if
 * the controller is dead by then. Used by one thread.
 */
public final class FaultyCloud implements Evacuator {
    private final String controller;
    private final Evacuator cloud;
    private final CloudConditions conditions;
    private CloudLink link = CloudLink.UP;

    /**
     * @param controller who uses it, as the journal names it
     * @param cloud the evacuator of that controller
     */
    public FaultyCloud(String controller, Evacuator cloud, CloudConditions conditions) {
        this.controller = controller;
        this.cloud = cloud;
        this.conditions = conditions;
    }

    /** From now on the controller reaches the cloud so. */
    public void setLink(CloudLink value) {
        link = value;
    }

    /** A call on its way to the cloud. */
    @FunctionalInterface
    private interface Call<T> {
        T make() throws InterruptedException;
    }

    @Override
    public List<ComputeHost> hosts(Duration limit) throws InterruptedException {
        return list(CloudCall.HOSTS, conditions.hosts(), controller, () -> conditions.listed(cloud.hosts(limit)));
    }

    @Override
    public List<Instance> instancesOn(String host, Duration limit) throws InterruptedException {
        return list(CloudCall.INSTANCES_ON, conditions.instancesByHost(), host, () -> cloud.instancesOn(host, limit));
    }

    @Override
    public List<Instance> instances(List<String> ids, Duration limit) throws InterruptedException {
        Optional<CloudFault> fault = requireAnswer(CloudCall.INSTANCES);
        List<Instance> current = cloud.instances(ids, limit);
        List<Instance> answer = fault.isPresent() ? injected(fault.get(), asBefore(ids, current), current) : current;
        if (conditions.remembers()) {
            for (String id : new LinkedHashSet<>(ids)) {
                conditions.keep(conditions.instances(), id, find(current, id));
            }
        }
        return answer;
    }

    /** Each instance as it was at one moment before, those that nobody asked for then as they are. */
    private List<Instance> asBefore(List<String> ids, List<Instance> current) {
        Instant moment = conditions.staleMoment();
        List<Instance> before = new ArrayList<>();
        for (String id : new LinkedHashSet<>(ids)) {
            conditions
                    .instances()
                    .asOf(id, moment)
                    .orElseGet(() -> find(current, id))
                    .ifPresent(before::add);
        }
        return before;
    }

    private static Optional<Instance> find(List<Instance> instances, String id) {
        return instances.stream().filter(instance -> instance.id().equals(id)).findFirst();
    }

    @Override
    public List<Migration> migrationsOf(String host, Duration limit) throws InterruptedException {
        return list(CloudCall.MIGRATIONS_OF, conditions.migrations(), host, () -> cloud.migrationsOf(host, limit));
    }

    @Override
    public List<ServerGroup> groupsOf(List<String> instanceIds, Duration limit) throws InterruptedException {
        requireAnswer(CloudCall.GROUPS_OF);
        return cloud.groupsOf(instanceIds, limit);
    }

    @Override
    public List<HostCapacity> capacities(Duration limit) throws InterruptedException {
        requireAnswer(CloudCall.CAPACITIES);
        return cloud.capacities(limit);
    }

    @Override
    public Optional<Instant> lastActionOf(String instanceId, Duration limit) throws InterruptedException {
        requireAnswer(CloudCall.LAST_ACTION_OF);
        return cloud.lastActionOf(instanceId, limit);
    }

    @Override
    public IsolationResult isolate(String host, String reason, Duration limit) throws InterruptedException {
        return change(CloudCall.ISOLATE, () -> cloud.isolate(host, reason, limit), fault -> {
            throw failure(fault);
        });
    }

    @Override
    public IsolationResult isolateAgain(String host, String reason, Duration limit) throws InterruptedException {
        return change(CloudCall.ISOLATE, () -> cloud.isolateAgain(host, reason, limit), fault -> {
            throw failure(fault);
        });
    }

    @Override
    public ReserveResult employ(String reserve, String inPlaceOf, Duration limit) throws InterruptedException {
        return change(CloudCall.EMPLOY, () -> cloud.employ(reserve, inPlaceOf, limit), fault -> {
            throw failure(fault);
        });
    }

    @Override
    public ReleaseResult release(String host, String reason, Duration limit) throws InterruptedException {
        return change(
                CloudCall.RELEASE,
                () -> cloud.release(host, reason, limit),
                fault -> new ReleaseResult.Refused(describe(fault)));
    }

    @Override
    public ResetResult resetToError(String instanceId, Duration limit) throws InterruptedException {
        return change(
                CloudCall.RESET_TO_ERROR,
                () -> cloud.resetToError(instanceId, limit),
                fault -> new ResetResult.Refused(describe(fault)));
    }

    @Override
    public StopResult stop(String instanceId, Duration limit) throws InterruptedException {
        return change(
                CloudCall.STOP, () -> cloud.stop(instanceId, limit), fault -> new StopResult.Refused(describe(fault)));
    }

    /** Without a token nothing was sent, which is certain; of anything else nobody knows whether it arrived. */
    @Override
    public EvacuationResult evacuate(EvacuationRequest request, Duration limit) throws InterruptedException {
        Instant askedAt = conditions.agenda().instant();
        return change(
                CloudCall.EVACUATE,
                () -> recorded(request, askedAt, cloud.evacuate(request, limit)),
                fault -> fault == CloudFault.KEYSTONE_DOWN
                        ? new EvacuationResult.Refused(describe(fault))
                        : new EvacuationResult.Unknown(describe(fault)));
    }

    private EvacuationResult recorded(EvacuationRequest request, Instant askedAt, EvacuationResult result) {
        if (result instanceof EvacuationResult.Accepted) {
            Instant now = conditions.agenda().instant();
            conditions
                    .journal()
                    .tookEffect(new EvacuationEffect(
                            controller, request.instanceId(), request.source(), request.destination(), askedAt, now));
        }
        return result;
    }

    /** Returns how the answer is falsified, if it is; throws if there is none. */
    private Optional<CloudFault> requireAnswer(CloudCall call) {
        Optional<CloudFault> fault = strike(call);
        if (fault.isEmpty() || fault.get() == CloudFault.STALE_LIST || fault.get() == CloudFault.PARTIAL_LIST) {
            return fault;
        }
        conditions.journal().injected(fault.get());
        throw failure(fault.get());
    }

    private <T> List<T> list(CloudCall call, AnswerHistory<List<T>> history, String question, Call<List<T>> made)
            throws InterruptedException {
        Optional<CloudFault> fault = requireAnswer(call);
        List<T> current = made.make();
        List<T> answer = fault.isPresent() ? falsified(fault.get(), history, question, current) : current;
        conditions.keep(history, question, current);
        return answer;
    }

    private <T> List<T> falsified(CloudFault fault, AnswerHistory<List<T>> history, String question, List<T> current) {
        if (fault == CloudFault.STALE_LIST) {
            return injected(
                    fault, history.asOf(question, conditions.staleMoment()).orElse(current), current);
        }
        List<T> partial = new ArrayList<>(current);
        if (!partial.isEmpty()) {
            partial.remove(conditions.oneOf(partial.size()));
        }
        return injected(fault, partial, current);
    }

    /** Only what differs from the truth counts. */
    private <T> List<T> injected(CloudFault fault, List<T> answer, List<T> current) {
        if (!answer.equals(current)) {
            conditions.journal().injected(fault);
        }
        return answer;
    }

    private <T> T change(CloudCall call, Call<T> made, Function<CloudFault, T> failed) throws InterruptedException {
        Optional<CloudFault> fault = strike(call);
        if (fault.isEmpty()) {
            return made.make();
        }
        conditions.journal().injected(fault.get());
        if (fault.get() == CloudFault.ERROR_AFTER_EFFECT || fault.get() == CloudFault.ANSWERS_CUT_OFF) {
            unheard(made);
        } else if (fault.get() == CloudFault.LATE_EFFECT) {
            conditions.later(() -> land(made));
        }
        return failed.apply(fault.get());
    }

    private <T> void land(Call<T> made) {
        try {
            unheard(made);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It happens, and whatever comes of it nobody hears. */
    private static <T> void unheard(Call<T> made) throws InterruptedException {
        try {
            made.make();
        } catch (UmhaException e) {
            // the caller is told of the fault anyway
        }
    }

    private Optional<CloudFault> strike(CloudCall call) {
        return switch (link) {
            case DOWN -> Optional.of(CloudFault.CONTROLLER_CUT_OFF);
            case ANSWERS_LOST -> Optional.of(CloudFault.ANSWERS_CUT_OFF);
            case UP -> conditions.strike(call);
        };
    }

    private static UmhaException failure(CloudFault fault) {
        boolean inVain = fault == CloudFault.CONTROLLER_CUT_OFF
                || fault == CloudFault.ANSWERS_CUT_OFF
                || fault == CloudFault.LATE_EFFECT;
        return new UmhaException(inVain ? FailureType.TIMEOUT : FailureType.EXTERNAL, describe(fault));
    }

    private static String describe(CloudFault fault) {
        return switch (fault) {
            case ERROR_WITHOUT_EFFECT -> "HTTP 503: Service Unavailable";
            case ERROR_AFTER_EFFECT -> "the connection was reset before the answer";
            case LATE_EFFECT, CONTROLLER_CUT_OFF, ANSWERS_CUT_OFF -> "no answer in time";
            case KEYSTONE_DOWN -> "Keystone does not answer, so there is no token";
            case STALE_LIST, PARTIAL_LIST -> throw new IllegalStateException(fault + " is an answer");
        };
    }

    @Override
    public void close() {
        cloud.close();
    }
}
