package com.umcloud.umha.core.judgement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.document.DocumentJson;

/** The form in which a judgement is kept. Fields that a newer version wrote are ignored by an older one. */
public final class JudgementJson {
    private static final ObjectMapper MAPPER = DocumentJson.mapper();
    private static final ObjectWriter WRITER = MAPPER.writerFor(HostJudgement.class);
    private static final ObjectReader READER = MAPPER.readerFor(HostJudgement.class);

    private JudgementJson() {}

    public static String write(HostJudgement judgement) {
        try {
            return WRITER.writeValueAsString(judgement);
        } catch (JsonProcessingException e) {
            throw new UmhaException(
                    FailureType.INTERNAL,
                    "the judgement of host " + judgement.host() + " cannot be written as JSON",
                    e);
        }
    }

    /**
     * Reads a judgement that {@link #write} has made.
     *
     * @throws UmhaException INTERNAL if it is none, or one that only another version understands
     */
    public static HostJudgement read(String host, String document) {
        try {
            return READER.readValue(document);
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            throw new UmhaException(
                    FailureType.INTERNAL, "the judgement of host " + host + " in the database cannot be read", e);
        }
    }
}
