package com.umcloud.umha.core.incident;

import java.util.List;

/**
 * What comes of one event.
 *
 * @param incident the incident afterwards
 * @param commands what is to be done, after the incident was written down
 * @param announcements what is to be told
 */
public record Transition(Incident incident, List<Command> commands, List<Announcement> announcements) {
    public Transition {
        commands = List.copyOf(commands);
        announcements = List.copyOf(announcements);
    }
}
