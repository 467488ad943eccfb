package com.umcloud.umha.daemon.program;

import com.umcloud.umha.api.meter.Meter;
import com.umcloud.umha.api.plugin.PluginContext;
import com.umcloud.umha.core.agent.Agent;
import com.umcloud.umha.core.agent.MeterSelection;
import com.umcloud.umha.core.agent.NamedMeter;
import com.umcloud.umha.core.config.AgentConfig;
import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.pipeline.Pipeline;
import com.umcloud.umha.core.pipeline.PipelineFile;
import com.umcloud.umha.core.plugin.PluginRegistry;
import com.umcloud.umha.core.telemetry.SampleCodec;
import com.umcloud.umha.core.telemetry.SampleFactory;
import com.umcloud.umha.core.telemetry.UdpPublisher;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A compute host's program: measures by the pipeline file and publishes. With other polling namespaces it idles. */
public final class AgentProgram implements Program {
    private static final Logger LOG = LoggerFactory.getLogger(AgentProgram.class);

    private final @Nullable Agent agent;

    /**
     * Assembles the agent; nothing runs yet.
     *
     * @throws com.umcloud.umha.api.failure.UmhaException of type CONFIGURATION if pipeline, meter or setting cannot be used
     */
    public AgentProgram(LoadedProgram loaded) {
        Configuration configuration = loaded.configuration();
        AgentConfig config = configuration.agent();
        this.agent = config.pollingNamespaces().contains("compute") ? agent(loaded, config) : null;
    }

    private static Agent agent(LoadedProgram loaded, AgentConfig config) {
        Configuration configuration = loaded.configuration();
        InstantSource clock = InstantSource.system();
        PluginContext context = Contexts.of(configuration, clock);
        Pipeline pipeline = PipelineFile.read(
                config.pipelineFile(), configuration.collector().udpPort());
        List<NamedMeter> meters = meters(loaded.plugins(), configuration, context, pipeline);
        SampleCodec codec = new SampleCodec(List.of(config.telemetrySecret()));
        SampleFactory samples = new SampleFactory(config.sampleSource(), clock);
        return new Agent(
                config.hostName(),
                meters,
                pipeline,
                target -> new UdpPublisher(target.host(), target.port(), codec, System::nanoTime),
                samples::create,
                System::nanoTime);
    }

    private static List<NamedMeter> meters(
            PluginRegistry plugins, Configuration configuration, PluginContext context, Pipeline pipeline) {
        List<String> available = plugins.meterNames();
        List<NamedMeter> meters = new ArrayList<>();
        for (String name : MeterSelection.of(pipeline, available).active()) {
            Meter meter = plugins.meter(name).create(configuration.asConfig(), context);
            meters.add(new NamedMeter(name, meter));
        }
        return meters;
    }

    @Override
    public void start() {
        if (agent == null) {
            LOG.info("polling_namespaces names no compute: nothing is measured here");
        } else {
            agent.start();
            LOG.info("umha agent is running");
        }
    }

    @Override
    public void close() {
        if (agent != null) {
            agent.close();
        }
        LOG.info("umha agent has stopped");
    }
}
