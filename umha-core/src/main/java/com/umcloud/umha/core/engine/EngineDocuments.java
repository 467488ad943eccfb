package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.judgement.HostJudgement;
import com.umcloud.umha.core.judgement.JudgementJson;

/**
 * The form in which the engine's documents are kept in the database. Called by the engine's thread. What is read equals what
 * was written. Everybody but a simulation keeps {@link #JSON}.
 */
public interface EngineDocuments {
    /** Documents as JSON, which the commands read as well. Safe for several threads. */
    EngineDocuments JSON = new EngineDocuments() {
        @Override
        public String write(Incident incident) {
            return IncidentJson.write(incident);
        }

        @Override
        public Incident incident(String id, String document) {
            return IncidentJson.read(id, document);
        }

        @Override
        public String write(HostJudgement judgement) {
            return JudgementJson.write(judgement);
        }

        @Override
        public HostJudgement judgement(String host, String document) {
            return JudgementJson.read(host, document);
        }
    };

    String write(Incident incident);

    /**
     * Reads the document of an incident.
     *
     * @throws com.umcloud.umha.api.failure.UmhaException INTERNAL if it is none
     */
    Incident incident(String id, String document);

    String write(HostJudgement judgement);

    /**
     * Reads the judgement of a host.
     *
     * @throws com.umcloud.umha.api.failure.UmhaException INTERNAL if it is none
     */
    HostJudgement judgement(String host, String document);
}
