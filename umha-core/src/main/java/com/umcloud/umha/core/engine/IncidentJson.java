package com.umcloud.umha.core.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.incident.Incident;

/** The form in which an incident is kept. Fields that a newer version wrote are ignored by an older one. */
public final class IncidentJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ObjectWriter WRITER = MAPPER.writerFor(Incident.class);

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
            return MAPPER.readValue(document, Incident.class);
        } catch (JsonProcessingException e) {
            throw new UmhaException(
                    FailureType.INTERNAL,
                    "incident " + id + " in the database cannot be read: " + e.getOriginalMessage(),
                    e);
        }
    }
}
