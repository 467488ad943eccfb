package com.umcloud.umha.it.openstack;

import com.umcloud.umha.daemon.program.AgentProgram;
import com.umcloud.umha.daemon.program.LoadedProgram;
import com.umcloud.umha.testkit.host.HostEvent;
import com.umcloud.umha.testkit.host.HostListener;
import com.umcloud.umha.testkit.host.SimulatedHost;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real agent of every host, which runs while the host does. */
final class Agents implements HostListener, AutoCloseable {
    private final Map<SimulatedHost, LoadedProgram> programs = new HashMap<>();
    private final Map<SimulatedHost, AgentProgram> running = new HashMap<>();

    synchronized void start(SimulatedHost host, List<Path> files) {
        programs.put(host, LoadedProgram.load(files));
        host.addListener(this);
        refresh(host);
    }

    @Override
    public void changed(SimulatedHost host, HostEvent event) {
        refresh(host);
    }

    private synchronized void refresh(SimulatedHost host) {
        AgentProgram agent = running.get(host);
        LoadedProgram program = programs.get(host);
        if (host.isAlive() && agent == null && program != null) {
            AgentProgram fresh = new AgentProgram(program);
            fresh.start();
            running.put(host, fresh);
        } else if (!host.isAlive() && agent != null) {
            running.remove(host);
            Thread ending = new Thread(agent::close, "agent-without-power");
            ending.setDaemon(true);
            ending.start();
        }
    }

    @Override
    public synchronized void close() {
        programs.keySet().forEach(host -> host.removeListener(this));
        running.values().forEach(AgentProgram::close);
        running.clear();
        programs.values().forEach(LoadedProgram::close);
        programs.clear();
    }
}
