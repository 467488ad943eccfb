package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.notify.Notification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Many notifications of one kind at one moment become one: a thousand mails tell nobody anything. Pure. */
final class Digest {
    /** So many of one kind are still told each for itself. */
    static final int SINGLE = 5;

    private static final int LINES = 200;

    private Digest() {}

    static List<Notification> of(List<Notification> notifications) {
        Map<String, List<Notification>> byKind = new LinkedHashMap<>();
        notifications.forEach(
                n -> byKind.computeIfAbsent(n.kind(), k -> new ArrayList<>()).add(n));
        List<Notification> result = new ArrayList<>();
        byKind.values().forEach(same -> {
            if (same.size() <= SINGLE) {
                result.addAll(same);
            } else {
                result.add(merged(same));
            }
        });
        return result;
    }

    private static Notification merged(List<Notification> same) {
        Notification first = same.get(0);
        StringBuilder body = new StringBuilder();
        same.stream()
                .limit(LINES)
                .forEach(n -> body.append(n.title())
                        .append("\n    ")
                        .append(n.body().lines().findFirst().orElse(""))
                        .append('\n'));
        if (same.size() > LINES) {
            body.append("and ").append(same.size() - LINES).append(" more\n");
        }
        return new Notification(
                first.id(),
                first.kind(),
                first.severity(),
                Optional.empty(),
                Optional.empty(),
                first.at(),
                first.title() + " (and " + (same.size() - 1) + " more like it)",
                body.toString());
    }
}
