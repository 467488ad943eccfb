package com.umcloud.umha.testkit.simulation.scenario;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.HistoryRow;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.simulation.cloud.StateEvacuator;
import com.umcloud.umha.testkit.simulation.region.SimulatedRegion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of a performance, so that one in which a processor was killed can be compared with one in which none was.
 *
 * <p>The same has to be: of each instance, whether it exists, its status, whether it is where it was or on another host that
 * lives, that it runs there and nowhere else, what its incidents say of it, and whether it was evacuated never, once or more often;
 * of each host, its power and how often it was lost, its compute service, its incidents; what operators have said and what
 * became of it; and which kinds of mails have arrived about which host.
 *
 * <p>Left out is what rightly depends on the moment: which destination was chosen, how often what fails was tried again, how
 * many mails of a kind came in the course of it, details of texts, and all times.
 *
 * <p>A kill may add: one mail that is received twice with the same id. Mails that tell of a delay or of trouble with a device may
 * come or not where {@link Interrupted} explains it. It may not add a power-off to a host that is off.
 */
final class Outcome {
    private static final int ONCE = 1;

    private final SortedMap<String, String> facts = new TreeMap<>();
    private final SortedMap<String, Integer> evacuations = new TreeMap<>();
    private final SortedMap<String, Integer> needlessCuts = new TreeMap<>();
    private final Set<String> mails = new TreeSet<>();
    private int repeatedMails;

    private Outcome() {}

    static Outcome of(Scenario scenario, SimulatedRegion region, Cuts cuts) {
        Outcome outcome = new Outcome();
        scenario.instances().forEach(each -> outcome.addInstance(region, each));
        Map<String, ComputeHost> services = new StateEvacuator(region.nova(), region.agenda())
                .hosts(Duration.ofSeconds(1)).stream().collect(Collectors.toMap(ComputeHost::name, host -> host));
        region.site().hosts().forEach(host -> outcome.addHost(region, host, services.get(host.name()), cuts));
        outcome.addOrders(region);
        outcome.addMails(region);
        return outcome;
    }

    private void addInstance(SimulatedRegion region, SimulatedInstance before) {
        List<String> written = new ArrayList<>();
        for (IncidentRow incident : region.database().incidents()) {
            for (HistoryRow row : region.database().history()) {
                if (row.incidentId().equals(incident.id()) && row.instanceId().equals(before.id())) {
                    written.add(row.outcome());
                }
            }
        }
        Optional<SimulatedInstance> after = region.nova().instance(before.id());
        List<String> running = region.site().truth().runningOn(before.id());
        facts.put(
                before.name(),
                after.map(now -> now.status()
                                        + now.taskState()
                                                .map(task -> " (" + task + ")")
                                                .orElse("")
                                        + place(region, before.host(), now.host())
                                        + runs(running, now.host()))
                                .orElse("deleted" + (running.isEmpty() ? "" : ", runs on " + running))
                        + ", told as " + written);
        evacuations.put(
                before.name(),
                Math.toIntExact(region.cloud().journal().evacuations().stream()
                        .filter(effect -> effect.instanceId().equals(before.id()))
                        .count()));
    }

    private static String place(SimulatedRegion region, String before, String now) {
        if (now.equals(before)) {
            return " where it was";
        }
        return region.site().host(now).isAlive() ? " on another host" : " on another host, which is dead";
    }

    private static String runs(List<String> running, String host) {
        if (running.isEmpty()) {
            return ", runs nowhere";
        }
        return running.equals(List.of(host)) ? ", runs" : ", runs on " + running + " although Nova has it elsewhere";
    }

    private void addHost(SimulatedRegion region, SimulatedHost host, @Nullable ComputeHost service, Cuts cuts) {
        List<String> incidents = region.database().incidents().stream()
                .filter(row -> row.host().equals(host.name()))
                .map(row -> row.state() + (row.open() ? " (open)" : ""))
                .toList();
        String power = host.isOn() ? (host.isPanicked() ? "hangs" : "on") : "off";
        facts.put(
                host.name(),
                power + ", power lost " + cuts.losses(host.name()) + " times" + describe(service) + ", incidents "
                        + incidents);
        needlessCuts.put(host.name(), cuts.needless(host.name()));
    }

    private static String describe(@Nullable ComputeHost service) {
        if (service == null) {
            return ", unknown to Nova";
        }
        String reason = service.disabledReason().contains("UMHA") ? "by UMHA" : service.disabledReason();
        return (service.serviceUp() ? ", up" : ", down")
                + (service.forcedDown() ? ", forced down" : "")
                + (service.enabled() ? "" : ", disabled: " + reason);
    }

    private void addOrders(SimulatedRegion region) {
        StandingOrders orders = region.database().standingOrders();
        facts.put("armed", String.valueOf(orders.arming().armed()));
        facts.put(
                "maintenance", String.valueOf(new TreeSet<>(orders.maintenance().keySet())));
        facts.put(
                "acknowledged",
                String.valueOf(new TreeSet<>(orders.acknowledged().keySet())));
        facts.put("breaker", String.valueOf(orders.breaker().isPresent()));
        for (OperatorWord word : region.database().words()) {
            facts.put(
                    word.id(),
                    word.kind()
                            + word.outcome()
                                    .map(outcome -> outcome.accepted() ? " accepted" : " refused")
                                    .orElse(" waits"));
        }
    }

    private void addMails(SimulatedRegion region) {
        Set<String> ids = new HashSet<>();
        for (Notification mail : region.mailbox().received()) {
            mails.add(mail.kind() + mail.host().map(host -> " about " + host).orElse(""));
            if (!ids.add(mail.id())) {
                repeatedMails++;
            }
        }
    }

    /**
     * In what this one, after one kill, differs from an undisturbed one and must not; empty if in nothing.
     *
     * @param interrupted what was under way at the kill
     */
    List<String> differencesFrom(Outcome undisturbed, Interrupted interrupted) {
        List<String> differences = new ArrayList<>();
        Set<String> keys = new TreeSet<>(facts.keySet());
        keys.addAll(undisturbed.facts.keySet());
        for (String key : keys) {
            String is = facts.getOrDefault(key, "nothing");
            String was = undisturbed.facts.getOrDefault(key, "nothing");
            if (!is.equals(was)) {
                differences.add(key + ": " + is + "; undisturbed: " + was);
            }
        }
        evacuations.forEach((instance, times) -> {
            int was = undisturbed.evacuations.getOrDefault(instance, 0);
            if (was > ONCE ? times == 0 : times != was) {
                differences.add(instance + " was evacuated " + times + " times; undisturbed: " + was);
            }
        });
        needlessCuts.forEach((host, times) -> {
            int was = undisturbed.needlessCuts.getOrDefault(host, 0);
            if (times > was) {
                differences.add(host + " was switched off " + times + " times when it was off; undisturbed: " + was);
            }
        });
        for (String mail : undisturbed.mails) {
            if (!mails.contains(mail) && !interrupted.mayPrevent(mail)) {
                differences.add("no mail " + mail);
            }
        }
        for (String mail : mails) {
            if (!undisturbed.mails.contains(mail) && !interrupted.mayBring(mail)) {
                differences.add("a mail " + mail + ", which nobody gets undisturbed");
            }
        }
        if (repeatedMails > undisturbed.repeatedMails + ONCE) {
            differences.add(repeatedMails + " mails came twice; undisturbed: " + undisturbed.repeatedMails);
        }
        return differences;
    }
}
