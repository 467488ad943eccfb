package com.umcloud.umha.core.store;

/** All stores of one database, as they are handed to the collector, the engine and the commands. */
public record Stores(
        SampleStore samples,
        SampleReader sampleReader,
        IncidentStore incidents,
        LeaseStore leases,
        OutboxStore outbox,
        HostStore hosts,
        OperatorStore operators) {}
