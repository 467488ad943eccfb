package com.umcloud.umha.testkit.simulation.region;

import com.umcloud.umha.core.engine.EngineDocuments;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.judgement.HostJudgement;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.JudgementRow;
import java.util.HashMap;
import java.util.Map;

/** Reads the documents of incidents, each one once: many look at the newest one of an incident. Used by one thread. */
public final class IncidentDocuments {
    private final EngineDocuments form;
    private final Map<String, Read> newest = new HashMap<>();

    private record Read(String document, Incident incident) {}

    /** @param form how they are kept */
    public IncidentDocuments(EngineDocuments form) {
        this.form = form;
    }

    /** The incident as the row's document has it. */
    public Incident of(IncidentRow row) {
        Read known = newest.get(row.id());
        if (known == null || !known.document().equals(row.document())) {
            known = new Read(row.document(), form.incident(row.id(), row.document()));
            newest.put(row.id(), known);
        }
        return known.incident();
    }

    /** The judgement as the row's document has it. */
    public HostJudgement of(JudgementRow row) {
        return form.judgement(row.host(), row.document());
    }
}
