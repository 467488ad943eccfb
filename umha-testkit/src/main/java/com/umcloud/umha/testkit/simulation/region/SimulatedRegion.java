package com.umcloud.umha.testkit.simulation.region;

import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.engine.EngineDocuments;
import com.umcloud.umha.core.incident.Announcement;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.store.HostStore;
import com.umcloud.umha.testkit.openstack.nova.NovaState;
import com.umcloud.umha.testkit.openstack.nova.ServiceOperations;
import com.umcloud.umha.testkit.openstack.nova.ServiceUpdate;
import com.umcloud.umha.testkit.openstack.nova.UserOperations;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import com.umcloud.umha.testkit.simulation.cloud.CloudConditions;
import com.umcloud.umha.testkit.simulation.cloud.CloudLink;
import com.umcloud.umha.testkit.simulation.cloud.FaultyCloud;
import com.umcloud.umha.testkit.simulation.cloud.StateEvacuator;
import com.umcloud.umha.testkit.simulation.processor.ProcessorSurroundings;
import com.umcloud.umha.testkit.simulation.processor.Seams;
import com.umcloud.umha.testkit.simulation.processor.SimulatedMailbox;
import com.umcloud.umha.testkit.simulation.processor.SimulatedProcessor;
import com.umcloud.umha.testkit.simulation.store.MemoryDatabase;
import com.umcloud.umha.testkit.simulation.time.Agenda;
import com.umcloud.umha.testkit.simulation.time.Chance;
import com.umcloud.umha.testkit.simulation.world.SimulatedSite;
import com.umcloud.umha.testkit.simulation.world.SiteLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Everything that a simulation has: hosts, networks, Nova, the database, the mailbox, and a processor on each controller. The same
 * seed and the same calls give the same again. Used by one thread.
 */
public final class SimulatedRegion {
    /** When virtual time begins. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Agenda agenda = new Agenda(START);
    private final Chance chance;
    private final SimulatedSite site;
    private final NovaState nova;
    private final CloudConditions cloud;
    private final MemoryDatabase database;
    private final SimulatedMailbox mailbox = new SimulatedMailbox();
    private final Map<String, SimulatedProcessor> processors = new LinkedHashMap<>();
    private final Map<String, FaultyCloud> clouds = new LinkedHashMap<>();
    private final Map<String, CloudLink> links = new LinkedHashMap<>();
    private final SimulatedOperator operator;
    private final IncidentDocuments documents;
    private int ids;

    /**
     * A region where all is well; its processors do not run yet.
     *
     * @param chance what is left to it
     * @param seams what stands between each processor and what it works with
     * @param narrator told of every announcement of every processor
     * @param died told when a processor is killed in the middle of a write
     */
    public SimulatedRegion(
            Chance chance,
            SiteLayout layout,
            OpenStackSettings openStack,
            Configuration configuration,
            Seams seams,
            BiConsumer<Incident, Announcement> narrator,
            Consumer<String> died) {
        this(chance, layout, openStack, configuration, seams, narrator, died, EngineDocuments.JSON);
    }

    /**
     * A region whose processors keep their documents in another form, as the other constructor otherwise.
     *
     * @param form how the documents are kept in the database
     */
    public SimulatedRegion(
            Chance chance,
            SiteLayout layout,
            OpenStackSettings openStack,
            Configuration configuration,
            Seams seams,
            BiConsumer<Incident, Announcement> narrator,
            Consumer<String> died,
            EngineDocuments form) {
        this.chance = chance;
        this.documents = new IncidentDocuments(form);
        this.site = new SimulatedSite(agenda, chance.split(), layout);
        this.nova = new NovaState(openStack, site.hosts(), agenda, this::nextId);
        this.cloud = new CloudConditions(agenda, chance.split());
        this.database = new MemoryDatabase(agenda, chance.split());
        this.operator = new SimulatedOperator(database, agenda);
        writeDownHosts();
        ProcessorSurroundings surroundings =
                new ProcessorSurroundings(agenda, site, this::evacuator, database, mailbox, form);
        for (String controller : layout.controllers()) {
            processors.put(
                    controller,
                    new SimulatedProcessor(
                            controller, surroundings, configuration, seams, chance.split(), narrator, died));
        }
    }

    private String nextId() {
        return UUID.nameUUIDFromBytes(("id " + ids++).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private Evacuator evacuator(String controller) {
        FaultyCloud made =
                new FaultyCloud(controller, new StateEvacuator(nova, site.controller(controller)::wallTime), cloud);
        made.setLink(links.getOrDefault(controller, CloudLink.UP));
        clouds.put(controller, made);
        return made;
    }

    /** An operator loads the devices and addresses of the site, as they are written down there, into the database. */
    public void writeDownHosts() {
        HostStore hosts = database.connect("operator").stores().hosts();
        hosts.replaceFenceDevices(site.devices());
        hosts.replaceStorageAddresses(site.storageAddresses());
    }

    /**
     * An operator puts a host's compute service back into service, whoever took it out.
     *
     * @throws com.umcloud.umha.testkit.openstack.nova.NovaFault if Nova refuses, because evacuations from there are unfinished
     */
    public void putIntoService(String host) {
        new ServiceOperations(nova)
                .change(host, new ServiceUpdate(Optional.of(false), Optional.empty(), Optional.of(false)));
    }

    /** How a controller reaches Nova from now on. */
    public void setLink(String controller, CloudLink link) {
        links.put(controller, link);
        FaultyCloud current = clouds.get(controller);
        if (current != null) {
            current.setLink(link);
        }
    }

    public Agenda agenda() {
        return agenda;
    }

    /** Chance for whoever plans something in this region. */
    public Chance chance() {
        return chance;
    }

    public SimulatedSite site() {
        return site;
    }

    public NovaState nova() {
        return nova;
    }

    /** What owners and operators ask Nova for. */
    public UserOperations users() {
        return new UserOperations(nova);
    }

    public CloudConditions cloud() {
        return cloud;
    }

    public MemoryDatabase database() {
        return database;
    }

    /** What is written of incidents. */
    public IncidentDocuments documents() {
        return documents;
    }

    /** Who says things to UMHA. */
    public SimulatedOperator operator() {
        return operator;
    }

    public SimulatedMailbox mailbox() {
        return mailbox;
    }

    public List<SimulatedProcessor> processors() {
        return new ArrayList<>(processors.values());
    }

    /** The processor on this controller. */
    public SimulatedProcessor processor(String controller) {
        SimulatedProcessor found = processors.get(controller);
        if (found == null) {
            throw new IllegalArgumentException("there is no controller " + controller + ", but " + processors.keySet());
        }
        return found;
    }
}
