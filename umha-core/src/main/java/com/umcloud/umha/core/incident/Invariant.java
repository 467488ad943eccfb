package com.umcloud.umha.core.incident;

/** What must hold after every step of every incident, whatever the rest of the program does. */
public enum Invariant {
    IDENTITY("an incident keeps its name, its host and the time of its opening"),
    INCIDENT_STATE("an incident changes its state only as declared"),
    INSTANCE_STATE("an instance's recovery changes its state only as declared"),
    INSTANCE_FORGOTTEN("no instance that was listed is forgotten"),
    OUTCOME_CHANGED("an instance that has its outcome keeps it"),
    RECOVERED_TOO_EARLY("a host is recovered only when it was listed and every instance has its outcome"),
    CLOSED_ACTS("a closed incident commands nothing"),
    FENCED_WITHOUT_VERDICT("fencing begins only by an assessment that no gate stops"),
    NUMBERING("every command has the next number of its incident, and none is issued twice"),
    NOT_WRITTEN_DOWN("a command that is issued is written down as under way"),
    OUT_OF_PLACE("a command belongs to the state of its incident, and is about its own host or instance"),
    TWO_CALLS("no instance has two calls under way"),
    CALL_WITHOUT_STATE("a call for an instance and the instance's state are written down together"),
    WITHOUT_PROOF(
            "the host is proven off, by a fresh reading that nothing contradicts, when the cloud is told to act on it"),
    WHILE_MOVING("no call is made for an instance with an unfinished migration"),
    TOO_MANY_CALLS("no more evacuations are under way than there are slots"),
    SWITCHED_ON_TOO_EARLY(
            "a host is switched on only when configured, at most twice, and when every instance has its outcome");

    private final String text;

    Invariant(String text) {
        this.text = text;
    }

    /** One line for people. */
    public String text() {
        return text;
    }
}
