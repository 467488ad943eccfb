package com.umcloud.umha.daemon.demo;

import com.umcloud.umha.core.engine.UmhaEngine;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.daemon.program.ControllerProgram;
import com.umcloud.umha.daemon.program.LoadedProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The controller's programs of the demonstration: one that does everything, or two that share the database. */
final class Controllers implements AutoCloseable {
    private final List<ControllerProgram> programs = new ArrayList<>();

    Controllers(LoadedProgram loaded, boolean apart, BiConsumer<Incident, Announcement> narrator) {
        if (apart) {
            programs.add(new ControllerProgram(loaded, ControllerProgram.Role.COLLECTOR, narrator));
            programs.add(new ControllerProgram(loaded, ControllerProgram.Role.PROCESSING, narrator));
        } else {
            programs.add(new ControllerProgram(loaded, ControllerProgram.Role.ALL, narrator));
        }
    }

    void start() {
        programs.forEach(ControllerProgram::start);
    }

    UmhaEngine engine() {
        return last().engine().orElseThrow();
    }

    Stores stores() {
        return last().stores();
    }

    private ControllerProgram last() {
        return programs.get(programs.size() - 1);
    }

    @Override
    public void close() {
        for (int i = programs.size() - 1; i >= 0; i--) {
            programs.get(i).close();
        }
    }
}
