package com.umcloud.umha.testkit.simulation.scenario;

import static com.umcloud.umha.testkit.simulation.scenario.Scene.nameOf;
import static com.umcloud.umha.testkit.simulation.scenario.Scene.node;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.simulation.cloud.CloudFault;
import com.umcloud.umha.testkit.simulation.cloud.StateEvacuator;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import com.umcloud.umha.testkit.simulation.store.DatabaseFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is so, at a moment or in the end. */
interface Questions extends Scene {
    default boolean isOff(int host) {
        return !region().site().host(node(host)).isOn();
    }

    /** The newest incident of a host. */
    default Optional<IncidentRow> incident(int host) {
        return region().database().incidents().stream()
                .filter(row -> row.host().equals(node(host)))
                .reduce((first, second) -> second);
    }

    /** Whether the newest incident of a host is in this state. */
    default boolean isIn(int host, String state) {
        return incident(host).filter(row -> row.state().equals(state)).isPresent();
    }

    /** Whether an instance has this state in an incident. */
    default boolean has(String instance, String state) {
        return region().database().history().stream()
                .anyMatch(row ->
                        row.instanceName().equals(instance) && row.outcome().equals(state));
    }

    /** Whether a call of the cloud has gone wrong in this way. */
    default boolean hasMet(CloudFault fault) {
        return region().cloud().journal().faults().containsKey(fault);
    }

    /** How many evacuations Nova has taken on. */
    default int evacuations() {
        return region().cloud().journal().evacuations().size();
    }

    /** The instance of that name; empty if it was deleted. */
    default Optional<SimulatedInstance> instance(String name) {
        return region().nova().instance(Scenario.idOf(name));
    }

    /** Whether an evacuation of the instance is on its way to that host. */
    default boolean isMovingTo(String instance, int host) {
        return region().nova().migrations().stream()
                .anyMatch(record -> record.instanceId().equals(Scenario.idOf(instance))
                        && record.destination().equals(Optional.of(node(host)))
                        && record.status().equals("pre-migrating"));
    }

    /** Whether the first, second ... word of the operator was followed or refused. */
    default boolean wordIsAnswered(int number) {
        return region().operator().answer("word-" + number).isPresent();
    }

    /** Whether its root disk is still what its guest wrote. */
    default boolean keepsItsDisk(String instance) {
        return instance(instance).filter(each -> !each.diskLost()).isPresent();
    }

    /** Whether UMHA has changed nothing outside: no power, nothing in Nova. */
    default boolean nothingWasDone() {
        return narration().deeds().isEmpty() && region().database().intents().isEmpty();
    }

    /** Whether UMHA has changed nothing outside while the fault lasted; what had begun in its first second is let pass. */
    default boolean nothingWasDoneDuring(DatabaseFault fault) {
        Instant from =
                moments().getOrDefault(nameOf(fault), SimulatedRegion.START).plusSeconds(1);
        Instant to = moments().getOrDefault(nameOf(fault) + " is over", Instant.MAX);
        return narration().deeds().stream().noneMatch(at -> at.isAfter(from) && at.isBefore(to));
    }

    /** Whether UMHA has changed something outside, and nothing before so many seconds had passed. */
    default boolean firstDeedIsAfter(double seconds) {
        Instant begin = moment(seconds);
        return !narration().deeds().isEmpty() && narration().deeds().get(0).isAfter(begin);
    }

    private static Instant moment(double seconds) {
        return SimulatedRegion.START.plusMillis(Math.round(seconds * 1000));
    }

    /** Whether every instance of a host had its outcome before so many seconds had passed. */
    default boolean wasRecoveredBefore(int host, double seconds) {
        return region().database().commits().stream()
                .filter(step -> step.at().isBefore(moment(seconds)))
                .flatMap(step -> step.commit().incidents().stream())
                .anyMatch(row -> row.host().equals(node(host)) && row.state().equals("RECOVERED"));
    }

    /** Whether no power was cut and nothing was changed in Nova, whatever was tried. */
    default boolean nothingTookEffect() {
        boolean untouched = region().site().hosts().stream()
                .allMatch(host -> region().site().bmc(host.name()).commands().isEmpty());
        boolean inService = new StateEvacuator(region().nova(), region().agenda())
                .hosts(Duration.ofSeconds(1)).stream().allMatch(host -> host.enabled() && !host.forcedDown());
        return untouched && inService && evacuations() == 0;
    }

    /** How often the BMC that is built into a host was told to switch it off. */
    default int cuts(int host) {
        return Collections.frequency(region().site().bmc(node(host)).commands(), "off");
    }

    /** How often the BMC that is built into a host has refused a password. */
    default int refusedLogins(int host) {
        return region().site().bmc(node(host)).refusedLogins();
    }

    /** How often Nova has taken on an evacuation of an instance. */
    default int evacuationsOf(String instance) {
        String id = Scenario.idOf(instance);
        return (int) region().cloud().journal().evacuations().stream()
                .filter(effect -> effect.instanceId().equals(id))
                .count();
    }

    /** Whether these instances, and no others, were evacuated, each once, and run. */
    default boolean onlyTheseWereEvacuatedOnce(String... names) {
        return evacuations() == names.length
                && List.of(names).stream().allMatch(name -> evacuationsOf(name) == 1)
                && run(names);
    }

    /** Whether these instances run where Nova has them. */
    default boolean run(String... names) {
        return List.of(names).stream()
                .allMatch(name -> instance(name)
                        .filter(now -> region().site().host(now.host()).runs(now.id()))
                        .isPresent());
    }

    /** The instances whose evacuation Nova has taken on, by their names among the scenario's, in that sequence. */
    default List<String> evacuationsInSequence() {
        return region().cloud().journal().evacuations().stream()
                .flatMap(effect -> region().nova().instance(effect.instanceId()).stream())
                .map(SimulatedInstance::name)
                .toList();
    }

    /** How many migrations of an instance are written down in Nova. */
    default int records(String instance) {
        return (int) region().nova().migrations().stream()
                .filter(record -> record.instanceId().equals(Scenario.idOf(instance)))
                .count();
    }

    /** Whether each of these was evacuated once and runs on one host. */
    default boolean evacuatedOnce(String... instances) {
        return Stream.of(instances)
                .allMatch(name -> evacuationsOf(name) == 1 && whereRuns(name).size() == 1);
    }

    /** Whether an instance runs there and nowhere else, wherever Nova has it. */
    default boolean runsOn(String instance, int host) {
        return whereRuns(instance).equals(List.of(node(host)));
    }

    /** Whether an instance runs on one host that is not this one. */
    default boolean runsElsewhere(String instance, int host) {
        return whereRuns(instance).size() == 1 && !runsOn(instance, host);
    }

    private List<String> whereRuns(String instance) {
        return region().site().truth().runningOn(Scenario.idOf(instance));
    }

    default int incidents() {
        return region().database().incidents().size();
    }

    default int wordsAccepted() {
        return (int) region().database().words().stream()
                .flatMap(word -> word.outcome().stream())
                .filter(OperatorWord.Outcome::accepted)
                .count();
    }

    /** How many mails of this kind have arrived. */
    default int mails(String kind) {
        return (int) region().mailbox().received().stream()
                .filter(mail -> mail.kind().equals(kind))
                .count();
    }

    default boolean eachMailCameOnce() {
        List<String> ids =
                region().mailbox().received().stream().map(Notification::id).toList();
        return ids.size() == Set.copyOf(ids).size();
    }

    /** What the BMC of a host was told, {@code on} and {@code off}, oldest first. */
    default List<String> powerCommands(int host) {
        return region().site().bmc(node(host)).commands();
    }

    /** What all BMCs were told. */
    default List<String> powerCommands() {
        return region().site().hosts().stream()
                .flatMap(host -> region().site().bmc(host.name()).commands().stream())
                .toList();
    }

    /** What was last written down of an instance; empty text if nothing. */
    default String outcome(String name) {
        return region().database().history().stream()
                .filter(row -> row.instanceId().equals(Scenario.idOf(name)))
                .map(HistoryRow::outcome)
                .reduce("", (first, second) -> second);
    }

    /** How many different mails have arrived. */
    default long mails() {
        return region().mailbox().received().stream()
                .map(Notification::id)
                .distinct()
                .count();
    }

    /** How many mails of this kind have arrived about a host. */
    default int mails(String kind, int host) {
        return (int) region().mailbox().received().stream()
                .filter(mail -> mail.kind().equals(kind) && mail.host().equals(Optional.of(node(host))))
                .count();
    }

    /** How many mails have arrived with these words in their title or text. */
    default int mailsThatSay(String words) {
        return (int) region().mailbox().received().stream()
                .filter(mail -> mail.title().contains(words) || mail.body().contains(words))
                .count();
    }
}
