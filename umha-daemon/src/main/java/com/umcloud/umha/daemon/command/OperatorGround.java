package com.umcloud.umha.daemon.command;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Severity;
import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.config.schema.NearestName;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.JudgementRow;
import com.umcloud.umha.core.store.LogRow;
import com.umcloud.umha.core.store.OutboxRow;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.core.store.Telling;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.daemon.program.Databases;
import com.umcloud.umha.daemon.program.LoadedProgram;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Configuration and database of a command that speaks with the processor, and the names that may be spoken of. */
final class OperatorGround implements AutoCloseable {
    private static final int FEW = 3;

    private final LoadedProgram program;
    private final Database database;
    private final Stores stores;
    private final InstantSource clock = InstantSource.system();

    private OperatorGround(LoadedProgram program, Database database) {
        this.program = program;
        this.database = database;
        this.stores = Databases.stores(database, program.configuration(), clock);
    }

    /** @throws UmhaException CONFIGURATION or EXTERNAL, with the remedy */
    static OperatorGround open(ConfigFiles files) {
        LoadedProgram program = files.load();
        try {
            return new OperatorGround(program, Databases.openReady(program.configuration()));
        } catch (RuntimeException e) {
            program.close();
            throw e;
        }
    }

    Stores stores() {
        return stores;
    }

    Configuration configuration() {
        return program.configuration();
    }

    Instant now() {
        return clock.instant();
    }

    /** Every host that is known by any table. */
    Set<String> hosts() {
        Set<String> hosts = new TreeSet<>(stores.hosts().storageAddresses().keySet());
        hosts.addAll(stores.hosts().heartbeats().keySet());
        hosts.addAll(stores.operators().standingOrders().maintenance().keySet());
        stores.operators().judgements().stream().map(JudgementRow::host).forEach(hosts::add);
        stores.incidents().openIncidents().stream().map(IncidentRow::host).forEach(hosts::add);
        return hosts;
    }

    /** @throws UmhaException EXTERNAL, with the names that come nearest, if nobody knows the host */
    void requireHost(String host) {
        Set<String> known = hosts();
        if (!known.contains(host)) {
            throw new UmhaException(
                    FailureType.EXTERNAL,
                    "no host " + host + " is known" + didYouMean(host, known)
                            + ". Names are those that Nova lists, in full; umha hosts shows them");
        }
    }

    /** The few names that come nearest, as part of a sentence; empty text if none comes near. */
    static String didYouMean(String name, Collection<String> known) {
        String near = known.stream()
                .filter(k -> k.startsWith(name + ".")
                        || name.startsWith(k + ".")
                        || NearestName.of(name, Set.of(k)).isPresent())
                .sorted(Comparator.<String>comparingInt(k -> NearestName.distance(name, k))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(FEW)
                .collect(Collectors.joining(", "));
        return near.isEmpty() ? "" : "; did you mean " + near + "?";
    }

    /** How an order is told: a line of the log, and a notification for each notifier of the configuration. */
    Telling telling(String kind, Optional<String> host, String title, String body) {
        Instant now = now();
        Notification notification = new Notification(
                UUID.randomUUID().toString(), kind, Severity.WARNING, host, Optional.empty(), now, title, body);
        return new Telling(
                new LogRow(now, Severity.WARNING, host, Optional.empty(), kind, body),
                configuration().program().notifiers().stream()
                        .map(name -> new OutboxRow(name, notification, Instant.EPOCH, 0))
                        .toList());
    }

    @Override
    public void close() {
        try {
            database.close();
        } finally {
            program.close();
        }
    }
}
