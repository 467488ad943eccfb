package com.umcloud.umha.core.selection;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Applies the rules of {@code [selection]}. The operator's rules bind: an owner may keep an instance from being evacuated, but
 * can neither pass an exclude rule nor, by metadata or an image, an include list. Immutable, for any thread.
 */
public final class Selector {
    /** The priority of what a {@code first} rule matches. */
    private static final int FIRST = 1000;

    private final SelectionConfig config;

    public Selector(SelectionConfig config) {
        this.config = config;
    }

    /**
     * What the rules say of an instance of a failed host. Whether Nova can evacuate it at all is not asked here.
     *
     * @param aggregatesOfHost the aggregates of the failed host; empty if they are not known
     */
    public Selection of(Instance instance, Set<Aggregate> aggregatesOfHost) {
        BuiltInKeys keys = new BuiltInKeys(instance, aggregatesOfHost);
        List<String> remarks = new ArrayList<>();
        Optional<String> refusal = refusal(keys, instance, aggregatesOfHost, remarks);
        int priority = keys.priority()
                .orElseGet(
                        () -> match(config.first(), instance, aggregatesOfHost).isPresent()
                                ? FIRST
                                : config.defaultPriority());
        List<String> ignored = new ArrayList<>(keys.ignored());
        ignored.addAll(remarks);
        return new Selection(refusal.isEmpty(), refusal.orElse(""), priority, ignored);
    }

    private Optional<String> refusal(
            BuiltInKeys keys, Instance instance, Set<Aggregate> aggregates, List<String> remarks) {
        Optional<SelectionRule> excluding = match(config.exclude(), instance, aggregates);
        if (excluding.isPresent()) {
            return excluding.map(rule -> "[selection] exclude has " + rule);
        }
        Optional<BuiltInKeys.Written<Boolean>> wish = keys.evacuate();
        if (wish.isPresent() && !wish.get().value()) {
            return wish.map(written -> written.place() + ": " + BuiltInKeys.EVACUATE + " is false");
        }
        if (config.include().isEmpty()
                || keys.evacuateByOperator().map(BuiltInKeys.Written::value).orElse(false)
                || match(config.include(), instance, aggregates).isPresent()) {
            return Optional.empty();
        }
        wish.ifPresent(written -> remarks.add(written.place() + ": " + BuiltInKeys.EVACUATE
                + " is true, which does not pass [selection] include; metadata:" + BuiltInKeys.EVACUATE
                + "=true in include would let owners choose"));
        return Optional.of("it matches no rule of [selection] include");
    }

    private static Optional<SelectionRule> match(
            List<SelectionRule> rules, Instance instance, Set<Aggregate> aggregates) {
        return rules.stream().filter(rule -> rule.matches(instance, aggregates)).findFirst();
    }
}
