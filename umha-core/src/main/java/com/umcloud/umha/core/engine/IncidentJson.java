package com.umcloud.umha.core.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.document.DocumentJson;
import com.umcloud.umha.core.incident.Incident;

/** The form in which an incident is kept. Fields that a newer version wrote are ignored by an older one. */
public final class IncidentJson {
    private static final ObjectMapper MAPPER = DocumentJson.mapper();
    private static final ObjectWriter WRITER = MAPPER.writerFor(Incident.class);
    private static final ObjectReader READER = MAPPER.readerFor(Incident.class);

    private IncidentJson() {}

    public static String write(Incident incident) {
        try {
            return WRITER.writeValueAsString(incident);
        } catch (JsonProcessingException e) {
            throw new UmhaException(
                    FailureType.INTERNAL, "incident " + incident.id() + " cannot be written as JSON", e);
        }
    }

    public static Incident read(String id, String document) {
        try {
            return READER.readValue(document);
        } catch (JsonProcessingException e) {
            throw new UmhaException(
                    FailureType.INTERNAL,
                    "incident " + id + " in the database cannot be read: " + e.getOriginalMessage(),
                    e);
        }
    }
}
