package com.umcloud.umha.core.store;

import com.umcloud.umha.core.safety.Arming;
import com.umcloud.umha.core.safety.Maintenance;
import com.umcloud.umha.core.safety.StandingOrders;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What operators say to UMHA, and what UMHA says of each host. Commands write orders and words; the processor reads both once
 * a round and writes what comes of them with {@link IncidentStore#commit}. Every method throws {@link
 * com.umcloud.umha.api.failure.UmhaException} EXTERNAL if the database is away.
 */
public interface OperatorStore {
    /** All that holds at this moment. */
    StandingOrders standingOrders();

    /** Arms or disarms UMHA. */
    void arm(Arming arming, Telling told);

    /** Takes the host into maintenance; replaces what was said of it before. */
    void beginMaintenance(Maintenance maintenance, Telling told);

    /** Ends the host's maintenance; false, and nothing is told, if it was in none. */
    boolean endMaintenance(String host, Telling told);

    /** Says a word; it waits until the processor that acts hears it, or it is withdrawn. */
    void say(OperatorWord word);

    /** Takes a word back that nobody has heard; false if it was heard, or is not known. */
    boolean withdraw(String wordId, Instant at);

    Optional<OperatorWord> word(String wordId);

    /** The words that wait, oldest first. */
    List<OperatorWord> waitingWords();

    /** The newest judgement of each host, ordered by host. */
    List<JudgementRow> judgements();

    Optional<JudgementRow> judgement(String host);
}
