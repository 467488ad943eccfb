package com.umcloud.umha.testkit.mail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One mail as it arrived, decoded for people.
 *
 * @param from the envelope's sender
 * @param receivers the envelope's receivers, in the order they were named
 * @param subject decoded
 * @param headers unfolded and decoded; names without regard to case
 * @param body decoded text, lines separated by {@code \n}, without the last line break
 * @param encrypted whether it came over TLS
 */
public record ReceivedMail(
        String from,
        List<String> receivers,
        String subject,
        Map<String, List<String>> headers,
        String body,
        boolean encrypted) {
    public ReceivedMail {
        receivers = List.copyOf(receivers);
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) ->
                copy.computeIfAbsent(name, key -> new ArrayList<>()).addAll(values));
        headers = Collections.unmodifiableMap(copy);
    }

    /** The first header of that name. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }
}
