package com.umcloud.umha.testkit.simulation.processor;

import com.umcloud.umha.core.safety.Arming;
import com.umcloud.umha.core.safety.Maintenance;
import com.umcloud.umha.core.safety.StandingOrders;
import com.umcloud.umha.core.store.JudgementRow;
import com.umcloud.umha.core.store.OperatorStore;
import com.umcloud.umha.core.store.OperatorWord;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.core.store.Telling;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Hands everything on to another store of operators' words; whoever extends it says otherwise for some. */
public class ForwardingOperatorStore implements OperatorStore {
    private final OperatorStore real;

    public ForwardingOperatorStore(OperatorStore real) {
        this.real = real;
    }

    /** These stores with this one in the place of their own. */
    public final Stores in(Stores stores) {
        return new Stores(
                stores.samples(),
                stores.sampleReader(),
                stores.incidents(),
                stores.leases(),
                stores.outbox(),
                stores.hosts(),
                this);
    }

    @Override
    public StandingOrders standingOrders() {
        return real.standingOrders();
    }

    @Override
    public void arm(Arming arming, Telling told) {
        real.arm(arming, told);
    }

    @Override
    public void beginMaintenance(Maintenance maintenance, Telling told) {
        real.beginMaintenance(maintenance, told);
    }

    @Override
    public boolean endMaintenance(String host, Telling told) {
        return real.endMaintenance(host, told);
    }

    @Override
    public void say(OperatorWord word) {
        real.say(word);
    }

    @Override
    public boolean withdraw(String wordId, Instant at) {
        return real.withdraw(wordId, at);
    }

    @Override
    public Optional<OperatorWord> word(String wordId) {
        return real.word(wordId);
    }

    @Override
    public List<OperatorWord> waitingWords() {
        return real.waitingWords();
    }

    @Override
    public List<JudgementRow> judgements() {
        return real.judgements();
    }

    @Override
    public Optional<JudgementRow> judgement(String host) {
        return real.judgement(host);
    }
}
