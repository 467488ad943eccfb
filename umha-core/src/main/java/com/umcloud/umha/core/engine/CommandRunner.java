package com.umcloud.umha.core.engine;

import com.umcloud.umha.core.incident.Command;

/** Runs commands elsewhere than on the engine's thread and brings each answer back as an event, exactly one for each. */
interface CommandRunner {
    /** Returns at once; called after the command's intent was written down. */
    void run(String host, Command command);
}
