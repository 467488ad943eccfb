package com.umcloud.umha.core.store.jdbi;

import com.umcloud.umha.core.safety.Acknowledgement;
import com.umcloud.umha.core.safety.Arming;
import com.umcloud.umha.core.safety.Maintenance;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.JudgementRow;
import com.umcloud.umha.core.store.OperatorStore;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.core.store.Telling;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.store.database.DatabaseTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What operators say and what is said of hosts, in the tables {@code maintenance}, {@code arming}, {@code acknowledgement},
 * {@code operator_word} and {@code host_judgement}.
 */
public final class JdbiOperatorStore implements OperatorStore {
    private final Database database;

    public JdbiOperatorStore(Database database) {
        this.database = database;
    }

    /** What is acknowledged, and which kind of acknowledgement it is. */
    private record Known(String kind, String subject, Acknowledgement word) {}

    @Override
    public StandingOrders standingOrders() {
        return database.read("read what operators have said", handle -> {
            Map<String, Maintenance> maintenance = new HashMap<>();
            handle.createQuery("SELECT * FROM maintenance")
                    .map((row, context) -> OperatorTables.maintenance(row))
                    .forEach(m -> maintenance.put(m.host(), m));
            Map<String, Acknowledgement> acknowledged = new HashMap<>();
            Optional<Acknowledgement> breaker = Optional.empty();
            for (Known known : known(handle)) {
                if (known.kind().equals(OperatorTables.BREAKER)) {
                    breaker = Optional.of(known.word());
                } else {
                    acknowledged.put(known.subject(), known.word());
                }
            }
            return new StandingOrders(arming(handle), maintenance, acknowledged, breaker);
        });
    }

    private static List<Known> known(Handle handle) {
        return handle.createQuery("SELECT * FROM acknowledgement")
                .map((row, context) ->
                        new Known(row.getString("kind"), row.getString("subject"), OperatorTables.acknowledgement(row)))
                .list();
    }

    private static Arming arming(Handle handle) {
        return handle.createQuery("SELECT * FROM arming WHERE name = ?")
                .bind(0, OperatorTables.ARMING)
                .map((row, context) -> OperatorTables.arming(row))
                .findOne()
                .orElse(Arming.INITIAL);
    }

    @Override
    public void arm(Arming arming, Telling told) {
        database.write(arming.armed() ? "arm" : "disarm", handle -> {
            handle.createUpdate("INSERT INTO arming (name, armed, finish_begun, operator_name, reason, changed_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE armed = VALUES(armed),"
                            + " finish_begun = VALUES(finish_begun), operator_name = VALUES(operator_name),"
                            + " reason = VALUES(reason), changed_at = VALUES(changed_at)")
                    .bind(0, OperatorTables.ARMING)
                    .bind(1, arming.armed())
                    .bind(2, arming.finish())
                    .bind(3, arming.operator())
                    .bind(4, arming.reason())
                    .bind(5, DatabaseTime.toColumn(arming.at()))
                    .execute();
            tell(handle, told);
        });
    }

    @Override
    public void beginMaintenance(Maintenance maintenance, Telling told) {
        database.write("take " + maintenance.host() + " into maintenance", handle -> {
            OperatorTables.putMaintenance(handle, maintenance, true);
            tell(handle, told);
        });
    }

    @Override
    public boolean endMaintenance(String host, Telling told) {
        return database.transaction("end the maintenance of " + host, handle -> {
            boolean was = handle.execute("DELETE FROM maintenance WHERE hostname = ?", host) > 0;
            if (was) {
                tell(handle, told);
            }
            return was;
        });
    }

    private static void tell(Handle handle, Telling told) {
        IncidentTables.addLog(handle, List.of(told.log()));
        OutboxTable.add(handle, told.outbox());
    }

    @Override
    public void say(OperatorWord word) {
        database.write(
                "say an operator's word",
                handle -> handle.createUpdate("INSERT INTO operator_word (id, kind, subject, incident_id,"
                                + " operator_name, reason, destination_checked, said_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE id = id")
                        .bind(0, word.id())
                        .bind(1, word.kind().name())
                        .bind(2, word.subject())
                        .bind(3, word.incidentId().orElse(null))
                        .bind(4, word.operator())
                        .bind(5, word.reason())
                        .bind(6, word.destinationChecked())
                        .bind(7, DatabaseTime.toColumn(word.saidAt()))
                        .execute());
    }

    @Override
    public boolean withdraw(String wordId, Instant at) {
        return database.transaction(
                "withdraw an operator's word",
                handle -> handle.createUpdate("UPDATE operator_word SET handled_at = ?, accepted = FALSE,"
                                        + " outcome = 'withdrawn: nobody heard it' WHERE id = ? AND handled_at IS NULL")
                                .bind(0, DatabaseTime.toColumn(at))
                                .bind(1, wordId)
                                .execute()
                        > 0);
    }

    @Override
    public Optional<OperatorWord> word(String wordId) {
        return database.read(
                "read an operator's word",
                handle -> handle.createQuery("SELECT * FROM operator_word WHERE id = ?")
                        .bind(0, wordId)
                        .map((row, context) -> OperatorTables.word(row))
                        .findOne());
    }

    @Override
    public List<OperatorWord> waitingWords() {
        return database.read(
                "read the operators' words",
                handle -> handle.createQuery(
                                "SELECT * FROM operator_word WHERE handled_at IS NULL ORDER BY said_at, id")
                        .map((row, context) -> OperatorTables.word(row))
                        .list());
    }

    @Override
    public List<JudgementRow> judgements() {
        return database.read(
                "read what is said of the hosts",
                handle -> handle.createQuery("SELECT * FROM host_judgement ORDER BY hostname")
                        .map((row, context) -> OperatorTables.judgement(row))
                        .list());
    }

    @Override
    public Optional<JudgementRow> judgement(String host) {
        return database.read(
                "read what is said of " + host,
                handle -> handle.createQuery("SELECT * FROM host_judgement WHERE hostname = ?")
                        .bind(0, host)
                        .map((row, context) -> OperatorTables.judgement(row))
                        .findOne());
    }
}
