package com.umcloud.umha.testkit.openstack.http;

import java.time.Duration;
import java.util.Map;

/** A way in which an HTTP service can go wrong. */
public sealed interface Fault {
    /** Answers with this instead of doing anything. */
    record Answer(Reply reply) implements Fault {}

    /** Does as asked, after having waited. */
    record Delay(Duration duration) implements Fault {}

    /** Closes the connection without doing anything. */
    record DropBeforeEffect() implements Fault {}

    /** Does as asked and closes the connection without an answer. */
    record DropAfterEffect() implements Fault {}

    /** Does as asked and gives this body, with the status of the true answer. */
    record Garble(String contentType, String body) implements Fault {}

    /** An empty-handed error with {@code status}, in Nova's form. */
    static Fault status(int status) {
        return new Answer(
                Reply.json(status, Map.of("computeFault", Map.of("code", status, "message", "ordered fault"))));
    }
}
