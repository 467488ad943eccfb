package com.umcloud.umha.testkit.simulation.store;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.engine.EngineDocuments;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.judgement.HostJudgement;
import java.util.HashMap;
import java.util.Map;

/**
 * Documents that are not made into text: the database keeps a number, and these the document itself, which never changes. They
 * belong to one simulation and outlive its processors. Used by one thread.
 */
public final class KeptDocuments implements EngineDocuments {
    private final Map<String, Object> kept = new HashMap<>();

    @Override
    public String write(Incident incident) {
        return keep(incident);
    }

    @Override
    public String write(HostJudgement judgement) {
        return keep(judgement);
    }

    private String keep(Object document) {
        String number = "document " + kept.size();
        kept.put(number, document);
        return number;
    }

    @Override
    public Incident incident(String id, String document) {
        if (kept.get(document) instanceof Incident incident) {
            return incident;
        }
        throw new UmhaException(FailureType.INTERNAL, "incident " + id + " was never written: " + document);
    }

    @Override
    public HostJudgement judgement(String host, String document) {
        if (kept.get(document) instanceof HostJudgement judgement) {
            return judgement;
        }
        throw new UmhaException(FailureType.INTERNAL, "the judgement of " + host + " was never written: " + document);
    }
}
