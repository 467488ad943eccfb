package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.safety.Arming;
import com.umcloud.umha.core.safety.Maintenance;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.JudgementRow;
import com.umcloud.umha.core.store.OperatorStore;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.core.store.Telling;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What operators say, over a connection. */
final class ConnectedOperatorStore implements OperatorStore {
    private final DatabaseConnection connection;
    private final MemoryDatabase database;
    private final OperatorTables tables;

    ConnectedOperatorStore(DatabaseConnection connection, MemoryDatabase database) {
        this.connection = connection;
        this.database = database;
        this.tables = database.operatorTables();
    }

    @Override
    public StandingOrders standingOrders() {
        return connection.read("read what operators have said", tables::standingOrders);
    }

    @Override
    public void arm(Arming arming, Telling told) {
        connection.write(WriteKind.OPERATORS, arming.armed() ? "arm" : "disarm", () -> {
            Columns.check("arming.operator_name", arming.operator(), Columns.NAME);
            return telling(told, () -> tables.arm(arming));
        });
    }

    @Override
    public void beginMaintenance(Maintenance maintenance, Telling told) {
        connection.write(WriteKind.OPERATORS, "take " + maintenance.host() + " into maintenance", () -> {
            OperatorTables.check(maintenance);
            return telling(told, () -> tables.beginMaintenance(maintenance));
        });
    }

    @Override
    public boolean endMaintenance(String host, Telling told) {
        return connection.write(
                WriteKind.OPERATORS,
                "end the maintenance of " + host,
                () -> tables.isInMaintenance(host)
                        ? telling(told, () -> tables.endMaintenance(host))
                        : Change.none(false));
    }

    private Change<Boolean> telling(Telling told, Runnable effect) {
        Runnable tells = database.telling(told);
        return Change.of(true, () -> {
            effect.run();
            tells.run();
        });
    }

    @Override
    public void say(OperatorWord word) {
        connection.write(WriteKind.OPERATORS, "say an operator's word", () -> {
            OperatorTables.check(word);
            return Change.of(true, () -> tables.say(word));
        });
    }

    /** A step that is under way may hold the word's row. */
    @Override
    public boolean withdraw(String wordId, Instant at) {
        return connection.write(WriteKind.OPERATORS, "withdraw an operator's word", () -> {
            if (database.isLeaseLocked()) {
                throw new UmhaException(
                        FailureType.EXTERNAL,
                        "could not withdraw an operator's word (simulated database): lock wait timeout exceeded");
            }
            return tables.waits(wordId) ? Change.of(true, () -> tables.withdraw(wordId, at)) : Change.none(false);
        });
    }

    @Override
    public Optional<OperatorWord> word(String wordId) {
        return connection.read("read an operator's word", () -> tables.word(wordId));
    }

    @Override
    public List<OperatorWord> waitingWords() {
        return connection.read("read the operators' words", tables::waitingWords);
    }

    @Override
    public List<JudgementRow> judgements() {
        return connection.read("read what is said of the hosts", tables::judgements);
    }

    @Override
    public Optional<JudgementRow> judgement(String host) {
        return connection.read("read what is said of " + host, () -> tables.judgement(host));
    }
}
