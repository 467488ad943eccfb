package com.umcloud.umha.testkit.simulation.processor;

import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.core.engine.EngineDocuments;
import com.umcloud.umha.testkit.simulation.store.MemoryDatabase;
import com.umcloud.umha.testkit.simulation.time.Agenda;
import com.umcloud.umha.testkit.simulation.world.SimulatedSite;
import java.util.function.Function;

/**
 * What the processors of a simulation share.
 *
 * @param cloud makes the evacuator of a controller's processor, anew at each start
 * @param documents how the processors' documents are kept in the database
 */
public record ProcessorSurroundings(
        Agenda agenda,
        SimulatedSite site,
        Function<String, Evacuator> cloud,
        MemoryDatabase database,
        SimulatedMailbox mailbox,
        EngineDocuments documents) {}
